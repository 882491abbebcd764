import { useTranslation } from 'react-i18next'
import { wordDifference } from './wordDifference.ts'

/** A proposed wording as struck-out and underlined text. */
export function Proposal({ quote, wording }: { readonly quote: string; readonly wording: string }) {
  const { t } = useTranslation()
  return (
    <p className="proposal" aria-label={t('comment.proposalLabel')} role="group">
      {wordDifference(quote, wording).map((stretch, index) =>
        stretch.type === 'kept' ? (
          <span key={index}>{stretch.text}</span>
        ) : stretch.type === 'removed' ? (
          <del key={index}>{stretch.text}</del>
        ) : (
          <ins key={index}>{stretch.text}</ins>
        ),
      )}
    </p>
  )
}
