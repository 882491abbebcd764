import type { CommentId, Verdict } from '@glosa/domain/model'
import { memo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../i18n/useFormat.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { Button } from '../ui/Button.tsx'
import type { CommentActs } from './CommentActs.ts'
import { KindTag, ProposalTag, VerdictTag } from './KindTag.tsx'
import { Proposal } from './Proposal.tsx'
import { ReplyForm } from './ReplyForm.tsx'
import { SettleForm } from './SettleForm.tsx'
import type { ShownComment } from './ShownComment.ts'

/** Id of the element of a card, which the words in the text point to. */
export const cardIdOf = (commentId: string): string => `comment-${commentId}`

export interface CommentCardProps {
  readonly shown: ShownComment
  readonly isActive: boolean
  /** 1, 2, 3 … among all that are listed, mounted or not. */
  readonly position: number
  readonly total: number
  readonly acts: CommentActs
  readonly onActivate: (commentId: CommentId) => void
  /** Back to the words in the text. */
  readonly onJump: (commentId: CommentId) => void
}

type Doing = { readonly type: 'reading' | 'replying' } | { readonly type: 'settling'; readonly verdict: Verdict | null }

/** One comment: a line while at rest, everything when it is active. */
export const CommentCard = memo(function CommentCard(props: CommentCardProps) {
  const { t } = useTranslation()
  const { shown, isActive, position, total, onActivate } = props
  const { comment } = shown
  const number = comment.number > 0 ? t('comment.numbered', { number: comment.number }) : t('comment.private')
  return (
    <article
      id={cardIdOf(comment.id)}
      className={isActive ? 'comment-card comment-card-active' : 'comment-card comment-card-line'}
      tabIndex={0}
      aria-posinset={position}
      aria-setsize={total}
      aria-label={`${number}, ${comment.by.displayName}, ${t(`comment.kind.${comment.kind}`)}`}
      aria-expanded={undefined}
      onFocus={(event) => {
        if (event.target === event.currentTarget) onActivate(comment.id)
      }}
      onClick={() => onActivate(comment.id)}
    >
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
  const { comment, isOrphan } = shown
  const [doing, setDoing] = useState<Doing>({ type: 'reading' })
  const read = () => setDoing({ type: 'reading' })
  const quote = comment.place.at === 'passage' ? comment.place.anchor.quote : null
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
      {quote === null ? (
        <p className="quiet">{t(comment.place.at === 'part' ? 'comment.aboutPart' : 'comment.aboutMaterial')}</p>
      ) : comment.proposedWording === null || comment.settled?.wordingApplied ? (
        <blockquote className="comment-quote">„{shorten(quote)}“</blockquote>
      ) : (
        <Proposal quote={quote} wording={comment.proposedWording} />
      )}
      {isOrphan ? <p className="comment-orphan">{t('comment.orphan')}</p> : null}
      <p className="comment-text">{comment.text}</p>
      {comment.justification ? (
        <p className="comment-text">
          <span className="quiet">{t('comment.justification')}: </span>
          {comment.justification}
        </p>
      ) : null}
      {comment.settled ? (
        <div className="comment-settled">
          <VerdictTag settled={comment.settled} />
          {comment.settled.wordingApplied ? <span className="quiet">{t('comment.wordingApplied')}</span> : null}
          {comment.settled.settlement.reason ? <p>{comment.settled.settlement.reason}</p> : null}
          <p className="quiet">
            {comment.settled.by.displayName} · {format.dayAndTime(comment.settled.at)}
          </p>
        </div>
      ) : null}
      {comment.replies.length > 0 ? (
        <ol className="comment-replies" aria-label={t('comment.replies', { count: comment.replies.length })}>
          {comment.replies.map((reply) => (
            <li key={reply.id}>
              <b>{reply.by.displayName}</b> <span className="quiet">{format.dayAndTime(reply.at)}</span>
              <p className="comment-text">{reply.text}</p>
            </li>
          ))}
        </ol>
      ) : null}
      {doing.type === 'replying' ? (
        <ReplyForm
          onCancel={read}
          onReply={async (text) => {
            const done = await acts.reply(comment.id, text)
            if (done) read()
            return done
          }}
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
  shown: { comment, isOrphan, mayReply, maySettle, mayWithdraw },
  acts,
  onJump,
  onDo,
}: Pick<CommentCardProps, 'shown' | 'acts' | 'onJump'> & { readonly onDo: (doing: Doing) => void }) {
  const { t } = useTranslation()
  const proposes = comment.proposedWording !== null
  const settles = maySettle && !comment.settled && comment.visibility !== 'private'
  return (
    <div className="card-acts">
      {settles && proposes && !isOrphan ? (
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
      {maySettle && comment.settled ? (
        <Button size="small" variant="quiet" onPress={() => void acts.withdrawSettlement(comment.id)}>
          {t('comment.withdrawSettlement')}
        </Button>
      ) : null}
      {mayWithdraw ? (
        <Button size="small" variant="quiet" onPress={() => void acts.withdraw(comment.id)}>
          {t('comment.withdraw')}
        </Button>
      ) : null}
      {comment.place.at === 'passage' && !isOrphan ? (
        <Button size="small" variant="quiet" onPress={() => onJump(comment.id)}>
          {t('comment.toText')}
        </Button>
      ) : null}
    </div>
  )
}

const shorten = (quote: string) => (quote.length > 160 ? `${quote.slice(0, 159)}…` : quote)
