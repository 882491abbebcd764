import {
  isRefused,
  mayKeepSeals,
  neverDue,
  orderSeal as decide,
  sealOf,
  stampOf,
  whosOf,
  type Actor,
  type MaterialCard,
  type MaterialId,
  type Refused,
  type SealProblem,
  type VersionSealing,
} from '@glosa/domain/model'
import type { CommandContext } from './context.ts'
import { decideAndAppend } from './decideAndAppend.ts'

export interface VersionRef {
  readonly materialId: MaterialId
  readonly version: number
}

/** What became of each version of a bulk order. Not named `refused`: the order as a whole was not. */
export interface OrderedSeals {
  readonly ordered: readonly VersionRef[]
  readonly notOrdered: readonly (VersionRef & { readonly code: string })[]
}

/** Orders the seals of many versions in one act; each is a decision and an event of its own. */
export async function orderSeals(
  context: CommandContext,
  actor: Actor,
  versions: readonly VersionRef[],
): Promise<OrderedSeals | Refused> {
  const allowed = mayKeepSeals(actor)
  if (isRefused(allowed)) return allowed
  const ordered: VersionRef[] = []
  const notOrdered: (VersionRef & { code: string })[] = []
  for (const { materialId, version } of versions) {
    const done = await decideAndAppend(context, stampOf(actor), materialId, (material) =>
      decide(actor, material, version),
    )
    if (isRefused(done)) notOrdered.push({ materialId, version, code: done.refused })
    else ordered.push({ materialId, version })
  }
  return { ordered, notOrdered }
}

export type SealState = 'unsealed' | 'ordered' | 'sealed'

const sealStateOf = (version: VersionSealing): SealState =>
  version.sealOrder ? 'ordered' : sealOf(version) ? 'sealed' : 'unsealed'

/** A version in the list for sealing. */
export interface SealableVersion extends VersionRef {
  readonly number: string
  readonly title: string
  readonly lockedAt: number
  readonly state: SealState
  readonly recordNumber: string | null
  readonly lastProblem: string | null
  readonly problemCode: SealProblem | null
}

const pageSize = 100
/** Materials looked through at most: the list is for what was locked lately. */
const furthest = 3_000

/** Locked versions that the actor may have sealed, newest change of the material first. */
export async function listSealable(
  context: CommandContext,
  actor: Actor,
  { state, limit }: { readonly state: SealState | undefined; readonly limit: number },
): Promise<readonly SealableVersion[] | Refused> {
  const allowed = mayKeepSeals(actor)
  if (isRefused(allowed)) return allowed
  const found: SealableVersion[] = []
  for (let offset = 0; offset < furthest && found.length < limit; offset += pageSize) {
    const cards = await cardsFrom(context, actor, offset)
    for (const { materialId, versions } of cards) {
      if (versions > 0)
        found.push(...(await versionsOf(context, materialId)).filter((one) => !state || one.state === state))
    }
    if (cards.length < pageSize) break
  }
  return found.slice(0, limit)
}

async function cardsFrom(context: CommandContext, actor: Actor, offset: number): Promise<readonly MaterialCard[]> {
  const whos = whosOf(actor)
  return (await context.projections.cards({ whos, personId: actor.personId, limit: pageSize, offset })).cards
}

async function versionsOf(context: CommandContext, materialId: MaterialId): Promise<readonly SealableVersion[]> {
  const material = (await context.materials.load(materialId))?.material
  return (material?.versions ?? [])
    .map((version) => ({
      materialId,
      number: material?.number ?? '',
      title: material?.title ?? '',
      version: version.number,
      lockedAt: version.lockedAt,
      state: sealStateOf(version),
      recordNumber: sealOf(version)?.recordNumber ?? null,
      lastProblem: version.sealOrder?.lastProblem ?? null,
      problemCode: version.sealOrder?.problemCode ?? null,
    }))
    .toReversed()
}

/** Versions whose seal was ordered and is not made yet. */
export async function waitingSeals(context: CommandContext): Promise<number> {
  let waiting = 0
  for (const materialId of await context.projections.deliveriesDue(neverDue)) {
    const material = (await context.materials.load(materialId))?.material
    waiting += material?.versions.filter(({ sealOrder }) => sealOrder).length ?? 0
  }
  return waiting
}
