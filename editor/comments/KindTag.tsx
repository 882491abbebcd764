import Lock from 'lucide-react/icons/lock'
import PencilLine from 'lucide-react/icons/pencil-line'
import type { ReviewComment } from '@glosa/domain/model'
import { useTranslation } from 'react-i18next'
import { Tag } from '../ui/Tag.tsx'

/** The weight of a comment in words; a private note says that it is one. */
export function KindTag({ comment }: { readonly comment: Pick<ReviewComment, 'kind' | 'visibility'> }) {
  const { t } = useTranslation()
  if (comment.visibility === 'private') {
    return <Tag icon={<Lock size={13} aria-hidden="true" />}>{t('comment.private')}</Tag>
  }
  return <Tag tone={comment.kind === 'essential' ? 'danger' : 'neutral'}>{t(`comment.kind.${comment.kind}`)}</Tag>
}

/** Says that a comment proposes a wording. */
export function ProposalTag() {
  const { t } = useTranslation()
  return (
    <Tag tone="brand" icon={<PencilLine size={13} aria-hidden="true" />}>
      {t('comment.proposal')}
    </Tag>
  )
}

/** How a comment was settled, in words. */
export function VerdictTag({ settled }: { readonly settled: NonNullable<ReviewComment['settled']> }) {
  const { t } = useTranslation()
  const { verdict } = settled.settlement
  const tone = verdict === 'accepted' ? 'success' : verdict === 'not-accepted' ? 'danger' : 'warning'
  return <Tag tone={tone}>{t(`comment.verdict.${verdict}`)}</Tag>
}
