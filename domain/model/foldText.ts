/** Lower case without diacritics, for searching: "Žďár nad Sázavou" → "zdar nad sazavou". */
export const foldText = (text: string): string =>
  text.normalize('NFD').replace(/\p{M}/gu, '').replace(/[łŁ]/g, 'l').toLowerCase()

/** The folded words of a query, at most ten. */
export const foldedWords = (query: string): readonly string[] =>
  foldText(query).split(/\s+/).filter(Boolean).slice(0, 10)
