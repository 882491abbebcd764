/** One card of the margin: where it would like to stand and how high it is, both in pixels. */
export interface WantedPlace {
  readonly wanted: number
  readonly height: number
}

/**
 * Places cards without overlap, as near to their lines as all of them together can be: isotonic
 * regression by pooling adjacent violators, O(n). Cards are in the order of their lines.
 * The active card stands exactly at its line; the others give way.
 * @returns the top of each card, never above 0
 */
export function placeCards(cards: readonly WantedPlace[], gap: number, active = -1): Float64Array {
  const tops = pooled(cards, gap)
  const chosen = cards[active]
  if (!chosen) return tops
  const own = Math.max(0, chosen.wanted)
  tops[active] = own
  let limit = own
  for (let i = active - 1; i >= 0; i--) {
    const top = limit - (cards[i]?.height ?? 0) - gap
    if ((tops[i] ?? 0) <= top) break
    tops[i] = top
    limit = top
  }
  // What the active card pushed above the page goes down together with everything after it.
  const above = tops[0] ?? 0
  if (above < 0) for (let i = 0; i <= active; i++) tops[i] = (tops[i] ?? 0) - above
  let free = (tops[active] ?? 0) + chosen.height + gap
  for (let i = active + 1; i < cards.length; i++) {
    const wanted = cards[i]?.wanted ?? 0
    tops[i] = Math.max(wanted, free)
    free = (tops[i] ?? 0) + (cards[i]?.height ?? 0) + gap
  }
  return tops
}

function pooled(cards: readonly WantedPlace[], gap: number): Float64Array {
  const offsets = new Float64Array(cards.length)
  const groups: { sum: number; size: number; from: number }[] = []
  let offset = 0
  for (const [i, card] of cards.entries()) {
    offsets[i] = offset
    let group = { sum: card.wanted - offset, size: 1, from: i }
    offset += card.height + gap
    for (
      let before = groups.at(-1);
      before && before.sum / before.size > group.sum / group.size;
      before = groups.at(-1)
    ) {
      group = { sum: before.sum + group.sum, size: before.size + group.size, from: before.from }
      groups.pop()
    }
    groups.push(group)
  }
  const tops = new Float64Array(cards.length)
  for (const [g, group] of groups.entries()) {
    const start = Math.max(0, group.sum / group.size)
    const to = groups[g + 1]?.from ?? cards.length
    for (let i = group.from; i < to; i++) tops[i] = start + (offsets[i] ?? 0)
  }
  return tops
}
