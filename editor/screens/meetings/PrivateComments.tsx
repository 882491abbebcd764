import type { AgendaPaper } from '@glosa/domain/contract'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../i18n/useFormat.ts'

/** What the person commented for themselves while the material was in review. Nothing when there is none. */
export function PrivateComments({ comments }: { readonly comments: AgendaPaper['comments'] }) {
  const { t } = useTranslation()
  const format = useFormat()
  if (comments.length === 0) return null
  return (
    <section aria-labelledby="private-comments" className="stack">
      <h3 id="private-comments">{t('reader.privateComments')}</h3>
      <ul className="plain-list notes">
        {comments.map(({ commentId, quote, text, at }) => (
          <li key={commentId} className="note">
            {quote === null ? null : <blockquote className="passage">{quote}</blockquote>}
            <p className="note-text">{text}</p>
            <time className="quiet" dateTime={new Date(at).toISOString()}>
              {format.dayAndTime(at)}
            </time>
          </li>
        ))}
      </ul>
    </section>
  )
}
