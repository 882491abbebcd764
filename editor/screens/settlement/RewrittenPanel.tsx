import type { Readiness } from '@glosa/domain/contract'
import type { CommentId, Material } from '@glosa/domain/model'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Proposal } from '../../comments/Proposal.tsx'
import { Button } from '../../ui/Button.tsx'
import { Link } from '../../ui/Link.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { ReasonDialog } from '../completion/ReasonDialog.tsx'
import type { SettlementActs } from './useSettlementActs.ts'

interface RewrittenPanelProps {
  readonly material: Material
  readonly rewritten: Readiness['rewritten']
  readonly maySettle: boolean
  readonly acts: SettlementActs
}

/** Accepted passages that read differently now: what was accepted, what stands there, and the act that takes note of it. */
export function RewrittenPanel({ material, rewritten, maySettle, acts }: RewrittenPanelProps) {
  const { t } = useTranslation()
  const [asked, setAsked] = useState<readonly CommentId[] | null>(null)
  if (rewritten.length === 0) return null
  return (
    <Notice tone="warning" title={t('settlement.rewrittenTitle', { count: rewritten.length })}>
      <p>{t('settlement.rewrittenHint')}</p>
      <ul className="plain-list settlement-rewritten">
        {rewritten.map(({ commentId, accepted, now }) => (
          <li key={commentId}>
            <Link to="/materials/$materialId" params={{ materialId: material.id }} search={{ comment: commentId }}>
              {t('comment.numbered', { number: material.comments.get(commentId)?.number ?? 0 })}
            </Link>
            {now === null ? (
              <p>
                <span className="quiet">{t('settlement.rewrittenAccepted')}: </span>
                {accepted} <span className="quiet">{t('settlement.rewrittenGone')}</span>
              </p>
            ) : (
              <Proposal quote={accepted} wording={now} />
            )}
            {maySettle ? (
              <Button size="small" onPress={() => setAsked([commentId])}>
                {t('settlement.acknowledge')}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      {asked ? (
        <ReasonDialog
          title={t('settlement.acknowledgeTitle')}
          verb={t('settlement.acknowledge')}
          onClose={() => setAsked(null)}
          onReason={(reason) => acts.acknowledge(asked, reason)}
        >
          <p>{t('settlement.acknowledgeText')}</p>
        </ReasonDialog>
      ) : null}
    </Notice>
  )
}
