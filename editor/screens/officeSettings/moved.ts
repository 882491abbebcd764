/** The list with one entry a place further up (-1) or down (1); the list itself where there is no such place. */
export function moved<T>(list: readonly T[], index: number, by: -1 | 1): readonly T[] {
  const one = list[index]
  const other = list[index + by]
  if (one === undefined || other === undefined) return list
  return list.map((entry, at) => (at === index ? other : at === index + by ? one : entry))
}
