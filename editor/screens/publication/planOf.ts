import type { MaterialView, PublicationPlanView } from '@glosa/domain/contract'
import { publicFields, type CopyPlan, type PartId, type Redaction } from '@glosa/domain/model'

/** The plan to begin with: what was saved or published last, or everything but the words of the resolution. */
export function firstPlan(material: MaterialView): PublicationPlanView {
  const { draft } = material.publication
  const newest = material.versions.at(-1)?.number
  if (draft) return draft
  return {
    title: material.title,
    fields: [...publicFields],
    resolutionText: null,
    relevantUntil: null,
    copy: newest === undefined ? null : emptyCopy(newest),
  }
}

type CopyView = NonNullable<PublicationPlanView['copy']>

/** Nothing removed, no attached file published. */
export const emptyCopy = (version: number): CopyView => ({
  version,
  redactions: [],
  hiddenTitles: [],
  leftOut: [],
  attached: [],
})

/** The copy with more passages removed; those that are covered already are not added again. */
export function withRedactions(copy: CopyView, added: readonly Redaction[]): CopyView {
  const isCovered = (one: Redaction) =>
    copy.redactions.some(({ partId, start, end }) => partId === one.partId && start <= one.start && one.end <= end)
  const fresh = added.filter((one) => one.start < one.end && !isCovered(one))
  const swallowed = (one: Redaction) =>
    fresh.some(({ partId, start, end }) => partId === one.partId && start <= one.start && one.end <= end)
  return { ...copy, redactions: [...copy.redactions.filter((one) => !swallowed(one)), ...fresh] }
}

/** The copy in which nothing that holds this place is removed any more. */
export const withoutRedactionAt = (copy: CopyView, partId: PartId, at: number): CopyView => ({
  ...copy,
  redactions: copy.redactions.filter((one) => one.partId !== partId || at < one.start || at >= one.end),
})

/** The list with the part in it or not. */
export const toggled = (parts: readonly PartId[], partId: PartId, isIn: boolean): PartId[] => [
  ...parts.filter((one) => one !== partId),
  ...(isIn ? [partId] : []),
]

/** How many places are removed, parts and titles included. */
export const removedCount = ({ redactions, leftOut, hiddenTitles }: CopyPlan): number =>
  redactions.length + leftOut.length + hiddenTitles.length
