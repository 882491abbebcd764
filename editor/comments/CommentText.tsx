import type { Mention } from '@glosa/domain/model'
import { Fragment } from 'react'

interface CommentTextProps {
  readonly text: string
  readonly mentions: readonly Mention[]
}

/** What was said, with the named people in bold. */
export function CommentText({ text, mentions }: CommentTextProps) {
  return (
    <p className="comment-text">
      {splitAtMentions(text, mentions).map((piece, index) =>
        piece.isName ? <b key={index}>{piece.text}</b> : <Fragment key={index}>{piece.text}</Fragment>,
      )}
    </p>
  )
}

interface Piece {
  readonly text: string
  readonly isName: boolean
}

function splitAtMentions(text: string, mentions: readonly Mention[]): readonly Piece[] {
  let pieces: readonly Piece[] = [{ text, isName: false }]
  for (const { displayName } of mentions) {
    const name = `@${displayName}`
    pieces = pieces.flatMap((piece) =>
      piece.isName
        ? [piece]
        : piece.text
            .split(name)
            .flatMap((rest, index): Piece[] => [
              ...(index > 0 ? [{ text: name, isName: true }] : []),
              ...(rest ? [{ text: rest, isName: false }] : []),
            ]),
    )
  }
  return pieces
}
