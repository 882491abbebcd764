import type { ReviewComment } from '@glosa/domain/model'
import { useTranslation } from 'react-i18next'

/** Why somebody says what they say. */
export function CommentJustification({ justification }: Pick<ReviewComment, 'justification'>) {
  const { t } = useTranslation()
  return justification ? (
    <p className="comment-text">
      <span className="quiet">{t('comment.justification')}: </span>
      {justification}
    </p>
  ) : null
}
