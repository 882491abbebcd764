import type { ReviewComment } from '@glosa/domain/model'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../i18n/useFormat.ts'
import { CommentText } from './CommentText.tsx'

/** What was answered to a comment, in the order of answering. */
export function CommentReplies({ replies }: Pick<ReviewComment, 'replies'>) {
  const { t } = useTranslation()
  const format = useFormat()
  if (replies.length === 0) return null
  return (
    <ol className="comment-replies" aria-label={t('comment.replies', { count: replies.length })}>
      {replies.map((reply) => (
        <li key={reply.id}>
          <b>{reply.by.displayName}</b> <span className="quiet">{format.dayAndTime(reply.at)}</span>
          <CommentText text={reply.text} mentions={reply.mentions} />
        </li>
      ))}
    </ol>
  )
}
