import * as Y from 'yjs'
import { refused } from '../model/refusals.ts'
import type { Refused } from '../model/refusals.ts'
import { holdsDeepValue, nestsTooDeep } from './nesting.ts'

/** What an update would add to a body. */
export interface UpdateFacts {
  /** What it writes anew, by Yjs client id. */
  readonly stretches: readonly Stretch[]
  /** Whether it adds and deletes nothing that the body does not have already. */
  readonly empty: boolean
  /** Whether it writes something that the body has already. */
  readonly repeats: boolean
}

/** Everything of one client between two of its clocks. */
export interface Stretch {
  readonly clientId: number
  /** The first clock of it; everything before is there. */
  readonly from: number
  /** The clock after the last of it. */
  readonly to: number
}

/** A body as an update is held against it. */
export interface KnownBody {
  /** The clock up to which everything of a client is there. */
  clockOf(clientId: number): number
  /** The body with all that is there. */
  whole(): Y.Doc
}

type Struct = Y.GC | Y.Item | Y.Skip
/** Clocks up to which everything of a client is there, by client id. */
type Clocks = Map<number, number>

/**
 * Looks into a Yjs update before it is applied. Refused are updates that Yjs would keep waiting for
 * something that is missing: whoever writes the missing piece later would be taken for their author;
 * and updates that nest elements or values deeper than anybody could read.
 * Never throws, whatever the bytes; changes nothing.
 */
export function inspectUpdate(body: KnownBody, update: Uint8Array): UpdateFacts | Refused {
  const decoded = decode(update)
  if (!decoded) return refused('update-undecodable')
  const { structs, ds } = decoded
  const known = (client: number) => body.clockOf(client)

  const stretches: Stretch[] = []
  let repeats = false
  const clocks: Clocks = new Map()
  const bundles = bundlesOf(structs)
  for (const bundle of bundles.values()) {
    const client = bundle.client
    let clock = known(client)
    const start = clock
    for (const struct of bundle.structs) {
      const end = struct.id.clock + struct.length
      if (!Number.isSafeInteger(end)) return refused('update-undecodable')
      // A gap: a struct of a later time, or a stretch declared missing that is not here.
      if (struct.id.clock > clock || (end > clock && struct instanceof Y.Skip)) return refused('missing-dependencies')
      if (struct.id.clock < clock) repeats = true
      clock = Math.max(clock, end)
    }
    if (clock > start) {
      stretches.push({ clientId: client, from: start, to: clock })
      clocks.set(client, start)
    }
  }
  if (stretches.length > 0 && !dependenciesCome(bundles, clocks, known)) return refused('missing-dependencies')

  if (nestsTooDeep(body, structs) || holdsDeepValue(structs)) return refused('text-too-deep')

  const ends = (client: number) => clocks.get(client) ?? known(client)
  for (const [client, ranges] of ds.clients) {
    for (const { clock, len } of ranges) if (clock + len > ends(client)) return refused('missing-dependencies')
  }
  const empty = stretches.length === 0 && (ds.clients.size === 0 || deletesNothing(body.whole().store, ds))
  return { stretches, empty, repeats }
}

/** A Yjs document as a body to hold updates against. */
export const knownBody = (ydoc: Y.Doc): KnownBody => ({
  clockOf: (clientId) => Y.getState(ydoc.store, clientId),
  whole: () => ydoc,
})

function decode(update: Uint8Array): ReturnType<typeof Y.decodeUpdate> | null {
  try {
    return Y.decodeUpdate(update)
  } catch (error) {
    // The decoder's ways of failing on garbage: ends too early, torn UTF-8, impossible numbers, unknown content.
    if (error instanceof Error) return null
    throw error
  }
}

interface Bundle {
  readonly client: number
  readonly structs: Struct[]
  next: number
}

function bundlesOf(structs: readonly Struct[]): Map<number, Bundle> {
  const bundles = new Map<number, Bundle>()
  for (const struct of structs) {
    const { client } = struct.id
    const bundle = bundles.get(client)
    if (bundle) bundle.structs.push(struct)
    else bundles.set(client, { client, structs: [struct], next: 0 })
  }
  return bundles
}

/**
 * Whether all structs can be taken in, each after what it leans on. Advances `clocks` from what is
 * known to the end of the update. A client that has to wait for another is woken when that one has
 * come far enough, so the work grows with the update only.
 */
function dependenciesCome(bundles: ReadonlyMap<number, Bundle>, clocks: Clocks, known: (client: number) => number) {
  const has = (id: Y.ID) => id.clock < (clocks.get(id.client) ?? known(id.client))
  const waiting = new Map<number, Bundle[]>()
  const ready = [...bundles.values()]
  let open = 0
  for (let bundle = ready.pop(); bundle; bundle = ready.pop()) {
    let blocker: Y.ID | null = null
    const from = bundle.next
    for (; bundle.next < bundle.structs.length; bundle.next++) {
      const struct = bundle.structs[bundle.next]
      if (!struct) break
      blocker = missingOf(struct, has)
      if (blocker) break
      const end = struct.id.clock + struct.length
      if (end > (clocks.get(bundle.client) ?? known(bundle.client))) clocks.set(bundle.client, end)
    }
    if (blocker) {
      if (!bundles.has(blocker.client) || blocker.client === bundle.client) return false
      const queue = waiting.get(blocker.client)
      if (queue) queue.push(bundle)
      else waiting.set(blocker.client, [bundle])
      open++
    }
    const woken = bundle.next > from ? waiting.get(bundle.client) : undefined
    if (woken) {
      waiting.delete(bundle.client)
      open -= woken.length
      ready.push(...woken)
    }
  }
  return open === 0
}

function missingOf(struct: Struct, has: (id: Y.ID) => boolean): Y.ID | null {
  if (!(struct instanceof Y.Item)) return null
  const { origin, rightOrigin, parent } = struct
  if (origin && !has(origin)) return origin
  if (rightOrigin && !has(rightOrigin)) return rightOrigin
  // A decoded parent is the name of a root type (a string), an id, or null when the neighbours tell it.
  if (parent instanceof Y.ID && !has(parent)) return parent
  return null
}

/** Whether everything a delete set names is deleted already; a client that only reconnects sends it in full. */
function deletesNothing(store: Y.Doc['store'], ds: ReturnType<typeof Y.decodeUpdate>['ds']): boolean {
  for (const [client, ranges] of ds.clients) {
    const structs = store.clients.get(client)
    for (const { clock, len } of ranges) {
      if (len === 0) continue
      if (!structs) return false
      for (let index = Y.findIndexSS(structs, clock); index < structs.length; index++) {
        const struct = structs[index]
        if (!struct || struct.id.clock >= clock + len) break
        if (!struct.deleted) return false
      }
    }
  }
  return true
}
