import { findWords, type SearchedPart, type WordPlace } from './findWords.ts'
import type { CopyPlan } from './publication.ts'
import { mergedSpans, type Span } from './redactDoc.ts'
import { textLines, type LinePiece, type TextLine } from './textLines.ts'

/** A version as far as words are looked for in it. */
export interface SearchedText {
  readonly parts: readonly SearchedPart[]
}

/** Words that are removed somewhere and still stand elsewhere in the copy. */
export interface StillThere {
  /** The removed words. */
  readonly words: string
  readonly places: readonly WordPlace[]
}

/** Shorter ones stand inside other words by chance: only whole words count. */
const tellingLetters = 4
const mostFindings = 100

/**
 * Whatever was removed in one place and is left in another, because somebody overlooked it. Empty when
 * the copy keeps its promise. What is marked as removed only there is not looked for.
 * @param title the title as the public reads it
 */
export function stillThere(frozen: SearchedText, plan: CopyPlan, title: string): readonly StillThere[] {
  const hidden = hiddenIn(frozen, plan)
  const found: StillThere[] = []
  for (const words of removedWords(frozen, plan, { exceptOnlyHere: true })) {
    const places = findWords(frozen.parts, words, { wholeWords: words.length < tellingLetters }).filter(
      (place) => !hidden(place),
    )
    if (places.length > 0) found.push({ words, places })
    if (found.length >= mostFindings) break
  }
  return [...found, ...titleFindings(frozen, plan, title)]
}

function titleFindings(frozen: SearchedText, plan: CopyPlan, title: string): readonly StillThere[] {
  const part = frozen.parts[0]
  if (!part) return []
  const titled = [{ partId: part.partId, title, form: 'body' as const, doc: {} }]
  return removedWords(frozen, plan, { exceptOnlyHere: true }).flatMap((words) =>
    findWords(titled, words, { wholeWords: words.length < tellingLetters }).length > 0 ? [{ words, places: [] }] : [],
  )
}

/** Whether a place is not in the copy anyway. */
function hiddenIn(frozen: SearchedText, plan: CopyPlan): (place: WordPlace) => boolean {
  const forms = new Map(frozen.parts.map(({ partId, form }) => [partId, form]))
  const spans = new Map(
    frozen.parts.map(({ partId }) => [
      partId,
      mergedSpans(plan.redactions.filter((redaction) => redaction.partId === partId)),
    ]),
  )
  return (place) => {
    const { partId } = place
    const isKept = forms.get(partId) === 'body' ? !plan.leftOut.includes(partId) : plan.attached.includes(partId)
    if (!isKept || place.at === 'file-name') return true
    if (place.at === 'part-title') return plan.hiddenTitles.includes(partId)
    return spans.get(partId)?.some((span) => span.start <= place.start && place.end <= span.end) ?? false
  }
}

/**
 * Each run of removed words once: line by line, what stood in footnotes, descriptions of pictures and
 * addresses of links included.
 */
export function removedWords(
  frozen: SearchedText,
  plan: CopyPlan,
  { exceptOnlyHere = false }: { readonly exceptOnlyHere?: boolean } = {},
): readonly string[] {
  const removed = new Set<string>()
  for (const part of frozen.parts) {
    if (part.form !== 'body' || plan.leftOut.includes(part.partId)) continue
    const spans = mergedSpans(
      plan.redactions.filter(({ partId, onlyHere }) => partId === part.partId && !(exceptOnlyHere && onlyHere)),
    )
    if (spans.length === 0) continue
    for (const line of textLines(part.doc)) for (const words of removedFromLine(line, spans)) removed.add(words)
  }
  for (const part of frozen.parts) if (plan.hiddenTitles.includes(part.partId) && part.title) removed.add(part.title)
  return [...removed].map((words) => words.trim()).filter((words) => /[\p{L}\p{N}]/u.test(words))
}

/** The words of parts that are left out, line by line. */
export const leftOutWords = (frozen: SearchedText, plan: CopyPlan): readonly string[] =>
  frozen.parts.flatMap((part) => {
    if (part.form === 'file') return plan.attached.includes(part.partId) ? [] : [part.fileName, part.blob]
    if (!plan.leftOut.includes(part.partId)) return []
    return textLines(part.doc).flatMap(({ pieces }) => [wordsOf(pieces), ...objectWords(pieces)])
  })

function removedFromLine(line: TextLine, spans: readonly Span[]): readonly string[] {
  const letters = [...wordsOf(line.pieces, true)]
  return spans.flatMap(({ start, end }) => {
    if (end <= line.start || start >= line.end) return []
    const words = letters.slice(Math.max(0, start - line.start), end - line.start).join('')
    const touched = line.pieces.filter((piece) => piece.start < end && piece.end > start)
    return [words.replaceAll('\u{fffc}', ' ').trim(), ...objectWords(touched)]
  })
}

const wordsOf = (pieces: readonly LinePiece[], withObjects = false): string =>
  pieces
    .map((piece) =>
      piece.kind === 'words' ? piece.text : piece.kind === 'break' ? '\n' : withObjects ? '\u{fffc}' : ' ',
    )
    .join('')

const objectWords = (pieces: readonly LinePiece[]): readonly string[] =>
  pieces.flatMap((piece) => {
    if (piece.kind === 'words') return piece.href === null ? [] : [piece.href]
    return piece.kind === 'break' ? [] : [piece.text]
  })
