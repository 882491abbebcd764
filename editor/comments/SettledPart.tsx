import { instant } from '@glosa/domain/model'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../i18n/useFormat.ts'
import { useNow } from '../ui/useNow.ts'
import type { CommentActs } from './CommentActs.ts'
import { standingsOf } from './commentStanding.ts'
import { VerdictTag } from './KindTag.tsx'
import { ReactionForm } from './ReactionForm.tsx'
import type { ShownComment } from './ShownComment.ts'
import { Standing } from './Standing.tsx'

interface SettledPartProps {
  readonly shown: Pick<ShownComment, 'comment' | 'material' | 'actor'>
  readonly acts: Pick<CommentActs, 'react'>
}

/** The part of a card about the settlement: how it was settled, what the reviewing body says, the dispute. */
export function SettledPart({ shown: { comment, material, actor }, acts }: SettledPartProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const now = useNow()
  const standing = standingsOf(actor, material, instant(now))(comment)
  const { settled } = comment
  const isLinked = standing.linkedTo !== null || standing.duplicates.length > 0
  if (!settled && !isLinked && !standing.dispute) return null
  return (
    <div className="comment-settled">
      {settled ? (
        <>
          <VerdictTag settled={settled} />
          {settled.wordingApplied ? <span className="quiet">{t('comment.wordingApplied')}</span> : null}
          {settled.settlement.reason ? <p className="comment-text">{settled.settlement.reason}</p> : null}
          <p className="quiet">
            {settled.by.displayName} · {format.dayAndTime(settled.at)}
          </p>
        </>
      ) : null}
      <Standing materialId={material.id} comment={comment} standing={standing} />
      {standing.mayReact ? <ReactionForm comment={comment} react={acts.react} /> : null}
    </div>
  )
}
