import * as Y from 'yjs'

/**
 * How deep the elements of a body may stand in each other: 60 lists within lists. Deeper ones would
 * exhaust the stack of whoever reads, hashes or prints the text.
 */
export const deepestNesting = 120

/**
 * How deep a value of an attribute, a mark or an embedded thing may be: the schema needs three. Deeper
 * ones would exhaust the stack of Yjs itself, at whoever takes the text in.
 */
export const deepestValue = 20

type Struct = Y.GC | Y.Item | Y.Skip

/** The part of a store that depth is looked up in. */
interface Known {
  /** The item at an id, in the body or in the update; `null` when it is gone. */
  item(id: Y.ID): Y.Item | null
  /** Parents found so far. */
  readonly parents: Map<Y.Item, Y.Item | null>
}

/**
 * Whether an update that is not yet applied would put an element deeper than allowed. Everything it
 * leans on must be there or come with it.
 */
export function nestsTooDeep(body: { whole(): Y.Doc }, structs: readonly Struct[]): boolean {
  const elements = structs.filter((struct) => struct instanceof Y.Item && struct.content instanceof Y.ContentType)
  if (elements.length === 0) return false
  const known = knownIn(body.whole(), structs)
  const depths = new Map<string, number>()
  return elements.some((struct) => struct instanceof Y.Item && depthOf(struct, known, depths) > deepestNesting)
}

/** Whether an update carries a value that is nested deeper than `deepestValue`. */
export const holdsDeepValue = (structs: readonly Struct[]): boolean =>
  structs.some((struct) => struct instanceof Y.Item && valuesOf(struct.content).some(isDeep))

function valuesOf(content: Y.Item['content']): readonly unknown[] {
  if (content instanceof Y.ContentAny || content instanceof Y.ContentJSON) return content.arr
  if (content instanceof Y.ContentFormat) return [content.value]
  if (content instanceof Y.ContentEmbed) return [content.embed]
  if (content instanceof Y.ContentDoc) return [content.opts]
  return []
}

/** Level by level, without recursion. */
function isDeep(value: unknown): boolean {
  let level: readonly unknown[] = [value]
  for (let depth = 0; depth <= deepestValue; depth += 1) {
    level = level.flatMap((each) =>
      typeof each === 'object' && each !== null && !(each instanceof Uint8Array) ? Object.values(each) : [],
    )
    if (level.length === 0) return false
  }
  return true
}

/** Elements above an item and itself, counted no further than what is too deep. Without recursion. */
function depthOf(item: Y.Item, known: Known, depths: Map<string, number>): number {
  const path: string[] = []
  let above: Y.Item | null = item
  let depth = 0
  while (above && path.length <= deepestNesting) {
    const key = `${above.id.client}:${above.id.clock}`
    const counted = depths.get(key)
    if (counted !== undefined) {
      depth = counted
      break
    }
    path.push(key)
    above = parentOf(above, known)
  }
  for (const key of path.toReversed()) {
    depth += 1
    depths.set(key, depth)
  }
  return depth
}

/** The element around an item; `null` at the root. */
function parentOf(item: Y.Item, known: Known): Y.Item | null {
  // An item with neighbours stands where they stand; only the first of its kind names its parent.
  const row: Y.Item[] = []
  let parent: Y.Item | null = null
  for (let one: Y.Item | null = item; one;) {
    const kept = known.parents.get(one)
    if (kept !== undefined) {
      parent = kept
      break
    }
    row.push(one)
    const above: unknown = one.parent
    if (above instanceof Y.ID) parent = known.item(above)
    else if (above instanceof Y.AbstractType) {
      // Yjs gives the item that holds a type no other name.
      const { _item: holder } = above
      parent = holder
    }
    if (above !== null) break
    const neighbour: Y.ID | null = one.origin ?? one.rightOrigin
    one = neighbour && known.item(neighbour)
  }
  for (const one of row) known.parents.set(one, parent)
  return parent
}

function knownIn(ydoc: Y.Doc, structs: readonly Struct[]): Known {
  const fresh = new Map<number, Y.Item[]>()
  for (const struct of structs) {
    if (!(struct instanceof Y.Item)) continue
    const list = fresh.get(struct.id.client)
    if (list) list.push(struct)
    else fresh.set(struct.id.client, [struct])
  }
  for (const list of fresh.values()) list.sort((a, b) => a.id.clock - b.id.clock)
  return {
    parents: new Map(),
    item({ client, clock }) {
      if (clock < Y.getState(ydoc.store, client)) {
        const kept = ydoc.store.clients.get(client)
        const found = kept?.[Y.findIndexSS(kept, clock)]
        return found instanceof Y.Item ? found : null
      }
      return findIn(fresh.get(client) ?? [], clock)
    },
  }
}

/** The item that holds a clock, among items in order. */
function findIn(items: readonly Y.Item[], clock: number): Y.Item | null {
  let low = 0
  let high = items.length - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    const item = items[middle]
    if (!item) return null
    if (clock < item.id.clock) high = middle - 1
    else if (clock >= item.id.clock + item.length) low = middle + 1
    else return item
  }
  return null
}
