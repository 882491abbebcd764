import {
  mergedSpans,
  textLines,
  type LinePiece,
  type PartId,
  type SearchedPart,
  type TextLine,
} from '@glosa/domain/model'
import { memo, useMemo } from 'react'
import { useTranslation } from 'react-i18next'

type Span = ReturnType<typeof mergedSpans>[number]

interface RedactedTextProps {
  readonly part: Extract<SearchedPart, { readonly form: 'body' }>
  readonly spans: readonly Span[]
  readonly onRestore: (partId: PartId, at: number) => void
}

/** The text of a part with what is removed struck through; a removed passage is a button that takes it back. */
export const RedactedText = memo(function RedactedText({ part, spans, onRestore }: RedactedTextProps) {
  const lines = useMemo(() => textLines(part.doc), [part.doc])
  const merged = useMemo(() => mergedSpans(spans), [spans])
  return (
    <div className="redaction-text" data-part={part.partId}>
      {lines.map((line) => (
        <Line
          key={line.start}
          line={line}
          spans={merged.filter((span) => span.start < line.end && span.end > line.start)}
          onRestore={(at) => onRestore(part.partId, at)}
        />
      ))}
    </div>
  )
})

interface LineProps {
  readonly line: TextLine
  readonly spans: readonly Span[]
  readonly onRestore: (at: number) => void
}

function Line({ line, spans, onRestore }: LineProps) {
  const pieces = line.pieces.flatMap((piece) => cut(piece, spans))
  return (
    <p className={`redaction-${line.kind}`} data-depth={Math.min(line.depth, 4)}>
      {pieces.map(({ piece, isRemoved }) => (
        <Piece key={piece.start} piece={piece} isRemoved={isRemoved} onRestore={onRestore} />
      ))}
      {line.pieces.length === 0 ? '\u00a0' : null}
    </p>
  )
}

/** A run, cut at the borders of what is removed. */
function cut(
  piece: LinePiece,
  spans: readonly Span[],
): readonly { readonly piece: LinePiece; readonly isRemoved: boolean }[] {
  const removedAt = (at: number) => spans.some(({ start, end }) => start <= at && at < end)
  if (piece.kind !== 'words') return [{ piece, isRemoved: removedAt(piece.start) }]
  const letters = [...piece.text]
  const borders = new Set([piece.start, piece.end])
  for (const { start, end } of spans)
    for (const at of [start, end]) if (at > piece.start && at < piece.end) borders.add(at)
  const places = [...borders].sort((a, b) => a - b)
  return places.slice(0, -1).map((start, index) => {
    const end = places[index + 1] ?? piece.end
    const text = letters.slice(start - piece.start, end - piece.start).join('')
    return { piece: { ...piece, start, end, text }, isRemoved: removedAt(start) }
  })
}

interface PieceProps {
  readonly piece: LinePiece
  readonly isRemoved: boolean
  readonly onRestore: (at: number) => void
}

function Piece({ piece, isRemoved, onRestore }: PieceProps) {
  const { t } = useTranslation()
  if (piece.kind === 'break') return <br />
  const shown =
    piece.kind === 'words'
      ? piece.text
      : t(piece.kind === 'footnote' ? 'publication.footnote' : 'publication.picture', { text: piece.text })
  const place = { 'data-at': piece.start, 'data-length': piece.end - piece.start }
  const name = piece.kind === 'words' ? '' : 'redaction-object'
  if (!isRemoved) {
    return (
      <span className={name} {...place}>
        {shown}
      </span>
    )
  }
  return (
    <button
      type="button"
      className={`redaction-removed ${name}`}
      title={t('publication.restore')}
      aria-label={t('publication.removedWords', { words: shown })}
      onClick={() => onRestore(piece.start)}
      {...place}
    >
      {shown}
    </button>
  )
}
