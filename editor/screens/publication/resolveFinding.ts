import type { PublicationPlanView } from '@glosa/domain/contract'
import { removedWords, type SearchedText, type StillThere } from '@glosa/domain/model'
import { withRedactions } from './planOf.ts'

type CopyView = NonNullable<PublicationPlanView['copy']>

/** Removes the words wherever they were found. */
export function removingEverywhere(copy: CopyView, { places }: StillThere): CopyView {
  const spans = places.flatMap((place) => {
    if (place.at !== 'text') return []
    const { partId, start, end } = place
    return [{ partId, start, end }]
  })
  const titles = places.flatMap((place) => (place.at === 'part-title' ? [place.partId] : []))
  return { ...withRedactions(copy, spans), hiddenTitles: [...new Set([...copy.hiddenTitles, ...titles])] }
}

/** Marks the passages with these words as removed only where they are. */
export function keepingElsewhere(text: SearchedText, copy: CopyView, { words }: StillThere): CopyView {
  const holdsThem = (one: CopyView['redactions'][number]) =>
    removedWords(text, { ...copy, redactions: [one], hiddenTitles: [], leftOut: [] }).includes(words)
  return {
    ...copy,
    redactions: copy.redactions.map((one) => (holdsThem(one) ? { ...one, onlyHere: true as const } : one)),
  }
}
