/** The list with the element at `from` at `to` instead; the same elements otherwise in their order. */
export function moved<T>(list: readonly T[], from: number, to: number): readonly T[] {
  const element = list[from]
  if (element === undefined || from === to) return list
  const rest = list.filter((_, index) => index !== from)
  return [...rest.slice(0, to), element, ...rest.slice(to)]
}

/** The place under a pointer: how many of the middles it has passed, leaving out the element itself. */
export const placeUnder = (middles: readonly number[], own: number, at: number): number =>
  middles.filter((middle, index) => index !== own && middle < at).length
