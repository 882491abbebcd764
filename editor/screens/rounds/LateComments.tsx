import type { Actor, Material, ReviewComment, ReviewRound } from '@glosa/domain/model'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CommentActs } from '../../comments/CommentActs.ts'
import { CommentPlaceLine } from '../../comments/CommentPlaceLine.tsx'
import { mayDecideLate } from '../../comments/commentRights.ts'
import { CommentStateTags } from '../../comments/CommentStateTags.tsx'
import { CommentText } from '../../comments/CommentText.tsx'
import { KindTag } from '../../comments/KindTag.tsx'
import { ReasonForm } from '../../comments/ReasonForm.tsx'
import { useFormat } from '../../i18n/useFormat.ts'
import { Button } from '../../ui/Button.tsx'

interface LateCommentsProps {
  readonly material: Material
  readonly actor: Actor
  readonly round: ReviewRound
  readonly acts: CommentActs
}

/** Comments that came after the deadline: the drafter admits or declines each. */
export function LateComments({ material, actor, round, acts }: LateCommentsProps) {
  const { t } = useTranslation()
  const late = [...material.comments.values()].filter(
    (comment) =>
      comment.roundId === round.id && comment.late !== null && !comment.withdrawn && comment.visibility !== 'unit',
  )
  if (late.length === 0) return null
  return (
    <section className="stack" aria-label={t('round.lateTitle')}>
      <h3>{t('round.lateTitle')}</h3>
      <ul className="round-late">
        {late.map((comment) => (
          <LateComment key={comment.id} material={material} actor={actor} comment={comment} acts={acts} />
        ))}
      </ul>
    </section>
  )
}

function LateComment({
  material,
  actor,
  comment,
  acts,
}: Omit<LateCommentsProps, 'round'> & { readonly comment: ReviewComment }) {
  const { t } = useTranslation()
  const format = useFormat()
  const [isDeclining, setDeclining] = useState(false)
  return (
    <li className="set-comment">
      <div className="row">
        <b>{comment.by.displayName}</b>
        <span className="quiet">
          {[comment.by.unitName, format.dayAndTime(comment.at)].filter(Boolean).join(' · ')}
        </span>
        <KindTag comment={comment} />
      </div>
      <CommentStateTags material={material} comment={comment} />
      <CommentPlaceLine material={material} comment={comment} />
      <CommentText text={comment.text} mentions={comment.mentions} />
      {isDeclining ? (
        <ReasonForm
          label={t('review.card.declineReason')}
          verb={t('review.card.decline')}
          onSend={(reason) => acts.decideLate(comment.id, false, reason)}
          onClose={() => setDeclining(false)}
        />
      ) : mayDecideLate(actor, material, comment) ? (
        <div className="card-acts">
          <Button size="small" variant="primary" onPress={() => void acts.decideLate(comment.id, true, null)}>
            {t('review.card.admit')}
          </Button>
          <Button size="small" onPress={() => setDeclining(true)}>
            {t('review.card.decline')}
          </Button>
        </div>
      ) : null}
    </li>
  )
}
