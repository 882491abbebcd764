import { commentKinds, isQuoting, type FrozenComment, type FrozenPlace, type FrozenVersion } from '@glosa/domain/model'
import { localTime } from './localTime.ts'
import { markAddressOf, type PassageMarks } from './passageMarks.ts'
import { printedLines, type Printing } from './printing.ts'
import type { PrintRow } from './printModel.ts'

/** The rows of the settlement table, one for each comment. */
export const printRows = (
  frozen: FrozenVersion,
  passages: ReadonlyMap<string, PassageMarks>,
  printing: Printing,
): readonly PrintRow[] => frozen.comments.map((comment) => printRow(frozen, comment, passages, printing))

/** How many comments of each kind there are, e.g. "zásadní: 2". */
export const summaryOf = ({ comments }: FrozenVersion, { labels }: Printing): readonly string[] =>
  commentKinds.map((kind) => {
    const count = comments.filter((comment) => comment.kind === kind).length
    return `${labels.kind[kind]}:\u00a0${count}`
  })

function printRow(
  frozen: FrozenVersion,
  comment: FrozenComment,
  passages: ReadonlyMap<string, PassageMarks>,
  printing: Printing,
): PrintRow {
  const { labels, locale } = printing
  const { number, by, place, settled, proposedWording, justification } = comment
  const line = (text: string): string => printedLines(text, printing).join(' ')
  const marks = isQuoting(place) ? passages.get(place.partId) : undefined
  return {
    number: String(number),
    back: marks?.hasMark(number) ? markAddressOf(number) : null,
    where: placeWords(frozen, comment, marks, printing),
    unit: line(by.unitName ?? ''),
    person: line(by.displayName),
    at: localTime(comment.at, locale),
    quote: quoteOf(place) ? printedLines(quoteOf(place), printing) : [],
    gone: isQuoting(place) && place.start === null,
    text: printedLines(comment.text, printing),
    wording: proposedWording === null ? null : proposedWording === '' ? [] : printedLines(proposedWording, printing),
    justification: justification === null ? null : printedLines(justification, printing),
    replies: comment.replies.map((reply) => ({
      who: line(reply.by.displayName),
      text: printedLines(reply.text, printing),
    })),
    kind: labels.kind[comment.kind],
    verdict: settled ? labels.verdict[settled.settlement.verdict] : '',
    settledBy: settled ? [line(settled.by.displayName), localTime(settled.at, locale)] : [],
    wordingApplied: settled?.wordingApplied ?? false,
    reaction: reactionWords(settled, printing),
    reason: printedLines(settled?.settlement.reason ?? '', printing),
  }
}

function reactionWords(settled: FrozenComment['settled'], printing: Printing): readonly string[] {
  const reaction = settled?.reaction
  if (!reaction) return []
  const words = printing.labels.reaction[reaction.kind]
  return printedLines(reaction.reason ? `${words}: ${reaction.reason}` : words, printing)
}

function quoteOf(place: FrozenPlace): string {
  if (isQuoting(place)) return place.quote
  return place.at === 'image' ? place.caption : ''
}

function placeWords(
  frozen: FrozenVersion,
  { number, place }: FrozenComment,
  marks: PassageMarks | undefined,
  printing: Printing,
): readonly string[] {
  if (place.at === 'material') return [printing.labels.wholeMaterial]
  const part = frozen.parts.find((candidate) => candidate.partId === place.partId)
  const title = printedLines(part?.title ?? '', printing).join(' ')
  if (place.at === 'part') return [title, printing.labels.wholePart]
  if (place.at === 'page') return [title, `${printing.labels.pageOfFile} ${place.page}`]
  if (place.at === 'image') return [title, printing.labels.picture]
  const within = printedLines(marks?.placeOf(number) ?? '', printing).join(' ')
  return within ? [title, within] : [title]
}
