import { isCounted, type CommentId, type Verdict } from '@glosa/domain/model'
import { memo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../i18n/useFormat.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { Button } from '../ui/Button.tsx'
import { Checkbox } from '../ui/Checkbox.tsx'
import './comments.css'
import type { CardSelection } from './CardSelection.ts'
import type { CommentActs } from './CommentActs.ts'
import { useMentionable } from './mentionable.ts'
import { KindTag, ProposalTag } from './KindTag.tsx'
import { CommentPlaceLine } from './CommentPlaceLine.tsx'
import { mayDecideLate, mayEdit, mayForward, mayUnlink, mayWithdraw } from './commentRights.ts'
import { CommentJustification } from './CommentJustification.tsx'
import { CommentReplies } from './CommentReplies.tsx'
import { CommentStateTags } from './CommentStateTags.tsx'
import { CommentText } from './CommentText.tsx'
import { EditCommentForm } from './EditCommentForm.tsx'
import { ReasonForm } from './ReasonForm.tsx'
import { ReplyForm } from './ReplyForm.tsx'
import { SettledPart } from './SettledPart.tsx'
import { SettleForm } from './SettleForm.tsx'
import type { ShownComment } from './ShownComment.ts'
import { WithdrawButton } from './WithdrawButton.tsx'

/** Id of the element of a card, which the words in the text point to. */
export const cardIdOf = (commentId: string): string => `comment-${commentId}`

export interface CommentCardProps {
  readonly shown: ShownComment
  readonly isActive: boolean
  /** 1, 2, 3 … among all that are listed, mounted or not. */
  readonly position: number
  readonly total: number
  readonly acts: CommentActs
  /** Several cards are being chosen for one act; absent while not. */
  readonly selection?: CardSelection | undefined
  readonly onActivate: (commentId: CommentId) => void
  /** Back to the words in the text. */
  readonly onJump: (commentId: CommentId) => void
}

type Doing =
  | { readonly type: 'reading' | 'replying' | 'editing' | 'declining' }
  | { readonly type: 'settling'; readonly verdict: Verdict | null }

/** One comment: a line while at rest, everything when it is active. */
export const CommentCard = memo(function CommentCard(props: CommentCardProps) {
  const { t } = useTranslation()
  const { shown, isActive, position, total, onActivate } = props
  const { comment } = shown
  const isNote = comment.visibility === 'private'
  const unnumbered = isNote ? t('comment.private') : t('review.card.unnumbered')
  const number = comment.number > 0 ? t('comment.numbered', { number: comment.number }) : unnumbered
  return (
    <article
      id={cardIdOf(comment.id)}
      className={isActive ? 'comment-card comment-card-active' : 'comment-card comment-card-line'}
      data-chosen={props.selection?.ids.has(comment.id) || undefined}
      tabIndex={0}
      aria-posinset={position}
      aria-setsize={total}
      aria-label={`${number}, ${comment.by.displayName}, ${t(`comment.kind.${comment.kind}`)}`}
      aria-expanded={undefined}
      onFocus={(event) => {
        if (event.target === event.currentTarget) onActivate(comment.id)
      }}
      onClick={(event) => {
        // Choosing a card for an act on several does not open it.
        if (event.target instanceof Element && event.target.closest('.checkbox')) return
        onActivate(comment.id)
      }}
    >
      {props.selection ? (
        <Checkbox
          isSelected={props.selection.ids.has(comment.id)}
          onChange={() => props.selection?.toggle(comment.id)}
          aria-label={t('review.bulk.choose', { name: comment.by.displayName, number })}
        />
      ) : null}
      {isActive ? <WholeCard {...props} /> : <CardLine shown={shown} />}
    </article>
  )
})

function CardLine({ shown: { comment } }: { readonly shown: ShownComment }) {
  const { t } = useTranslation()
  return (
    <>
      <Avatar name={comment.by.displayName} />
      <b className="comment-name">{comment.by.displayName}</b>
      <span className="comment-line">{comment.text}</span>
      {comment.kind === 'essential' && comment.visibility !== 'private' ? (
        <span className="comment-mark" title={t('comment.kind.essential')}>
          <span aria-hidden="true">!</span>
          <span className="visually-hidden">{t('comment.kind.essential')}</span>
        </span>
      ) : null}
    </>
  )
}

function WholeCard({ shown, acts, onJump }: CommentCardProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const { comment, isOrphan, material, actor } = shown
  const [doing, setDoing] = useState<Doing>({ type: 'reading' })
  const read = () => setDoing({ type: 'reading' })
  const people = useMentionable(material, doing.type === 'replying' ? comment : null, actor)
  return (
    <>
      <header className="comment-header">
        <Avatar name={comment.by.displayName} />
        <div className="comment-who">
          <b>{comment.by.displayName}</b>
          <span className="quiet">
            {[comment.by.unitName, format.dayAndTime(comment.at)].filter(Boolean).join(' · ')}
          </span>
        </div>
        {comment.proposedWording === null ? null : <ProposalTag />}
        <KindTag comment={comment} />
      </header>
      <CommentStateTags material={material} comment={comment} />
      <CommentPlaceLine material={material} comment={comment} />
      {isOrphan ? <p className="comment-orphan">{t('comment.orphan')}</p> : null}
      <CommentText text={comment.text} mentions={comment.mentions} />
      <CommentJustification justification={comment.justification} />
      <SettledPart shown={shown} acts={acts} />
      <CommentReplies replies={comment.replies} />
      {doing.type === 'replying' ? (
        <ReplyForm
          people={people}
          onCancel={read}
          onReply={async (text, mentions) => {
            const done = await acts.reply(comment.id, text, mentions)
            if (done) read()
            return done
          }}
        />
      ) : doing.type === 'editing' ? (
        <EditCommentForm comment={comment} edit={acts.edit} onClose={read} />
      ) : doing.type === 'declining' ? (
        <ReasonForm
          label={t('review.card.declineReason')}
          verb={t('review.card.decline')}
          onSend={(reason) => acts.decideLate(comment.id, false, reason)}
          onClose={read}
        />
      ) : doing.type === 'settling' ? (
        <SettleForm
          comment={comment}
          verdict={doing.verdict}
          onCancel={read}
          onSettle={async (settlement, applyWording) => {
            const done = await acts.settle(comment.id, settlement, applyWording)
            if (done) read()
            return done
          }}
        />
      ) : (
        <CardActs shown={shown} acts={acts} onJump={onJump} onDo={setDoing} />
      )}
    </>
  )
}

function CardActs({
  shown: { comment, material, actor, isOrphan, mayReply, maySettle },
  acts,
  onJump,
  onDo,
}: Pick<CommentCardProps, 'shown' | 'acts' | 'onJump'> & { readonly onDo: (doing: Doing) => void }) {
  const { t } = useTranslation()
  const proposes = comment.proposedWording !== null
  // Comments of a locked version stay settled as they are in it.
  const isInWork = comment.version > material.versions.length
  const { settled } = comment
  const settles = maySettle && isInWork && isCounted(comment) && (settled === null || settled.returned !== null)
  const decidesLate = mayDecideLate(actor, material, comment)
  return (
    <div className="card-acts">
      {settles && proposes && !isOrphan && !settled?.wordingApplied ? (
        <>
          <Button
            size="small"
            variant="primary"
            onPress={() => void acts.settle(comment.id, { verdict: 'accepted' }, true)}
          >
            {t('comment.accept')}
          </Button>
          <Button size="small" onPress={() => onDo({ type: 'settling', verdict: 'not-accepted' })}>
            {t('comment.reject')}
          </Button>
        </>
      ) : null}
      {mayReply ? (
        <Button size="small" variant={settles ? 'quiet' : 'secondary'} onPress={() => onDo({ type: 'replying' })}>
          {t('comment.reply')}
        </Button>
      ) : null}
      {settles ? (
        <Button
          size="small"
          variant={proposes ? 'quiet' : 'secondary'}
          onPress={() => onDo({ type: 'settling', verdict: null })}
        >
          {t('comment.settle')}
        </Button>
      ) : null}
      {maySettle && isInWork && settled ? (
        <Button size="small" variant="quiet" onPress={() => void acts.withdrawSettlement(comment.id)}>
          {t('comment.withdrawSettlement')}
        </Button>
      ) : null}
      {decidesLate ? (
        <>
          <Button size="small" variant="primary" onPress={() => void acts.decideLate(comment.id, true, null)}>
            {t('review.card.admit')}
          </Button>
          <Button size="small" onPress={() => onDo({ type: 'declining' })}>
            {t('review.card.decline')}
          </Button>
        </>
      ) : null}
      {mayUnlink(actor, material, comment) ? (
        <Button size="small" variant="quiet" onPress={() => void acts.unlink(comment.id)}>
          {t('review.card.unlink')}
        </Button>
      ) : null}
      {mayForward(actor, material, comment) ? (
        <Button size="small" variant="quiet" onPress={() => void acts.forward([comment.id])}>
          {t('review.card.forward')}
        </Button>
      ) : null}
      {mayEdit(actor, material, comment) ? (
        <Button size="small" variant="quiet" onPress={() => onDo({ type: 'editing' })}>
          {t('review.card.edit')}
        </Button>
      ) : null}
      {mayWithdraw(actor, material, comment) ? (
        <WithdrawButton commentId={comment.id} withdraw={acts.withdraw} />
      ) : null}
      {['passage', 'table', 'image'].includes(comment.place.at) && !isOrphan ? (
        <Button size="small" variant="quiet" onPress={() => onJump(comment.id)}>
          {t('comment.toText')}
        </Button>
      ) : null}
    </div>
  )
}
