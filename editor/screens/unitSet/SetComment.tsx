import type { Material, RefusalCode, ReviewComment } from '@glosa/domain/model'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { CommentJustification } from '../../comments/CommentJustification.tsx'
import { CommentPlaceLine } from '../../comments/CommentPlaceLine.tsx'
import { partTitleOf } from '../../comments/CommentTarget.ts'
import { CommentReplies } from '../../comments/CommentReplies.tsx'
import { CommentText } from '../../comments/CommentText.tsx'
import { KindTag } from '../../comments/KindTag.tsx'
import { useFormat } from '../../i18n/useFormat.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { Link } from '../../ui/Link.tsx'

interface SetCommentProps {
  readonly material: Material
  readonly comment: ReviewComment
  /** 1, 2, 3 … in the set; absent outside of it. */
  readonly position?: number
  readonly fault?: RefusalCode | null
  readonly children?: ReactNode
}

/** One comment of a unit's set with everything that goes out, and what can be done to it below. */
export function SetComment({ material, comment, position, fault = null, children }: SetCommentProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const title = partTitleOf(material, comment.place)
  return (
    <li className="set-comment" id={`set-${comment.id}`}>
      <div className="row">
        {position === undefined ? null : <b>{t('unitSet.position', { position })}</b>}
        <Avatar name={comment.by.displayName} />
        <span>
          <b>{comment.by.displayName}</b> <span className="quiet">{format.dayAndTime(comment.at)}</span>
        </span>
        <span className="row push">
          <KindTag comment={comment} />
          <Link
            to="/materials/$materialId"
            params={{ materialId: material.id }}
            search={{ comment: comment.id }}
            aria-label={position === undefined ? undefined : t('unitSet.openInText', { position })}
          >
            {t('unitSet.toText')}
          </Link>
        </span>
      </div>
      {comment.passedAt === null ? null : (
        <p className="quiet">{t('unitSet.passed', { name: comment.by.displayName })}</p>
      )}
      {title && comment.place.at !== 'part' && comment.place.at !== 'page' ? <p className="quiet">{title}</p> : null}
      <CommentPlaceLine material={material} comment={comment} />
      <CommentText text={comment.text} mentions={comment.mentions} />
      <CommentJustification justification={comment.justification} />
      <CommentReplies replies={comment.replies} />
      {fault ? <p className="comment-orphan">{t('unitSet.missing', { problem: t(`refusal.${fault}`) })}</p> : null}
      {children}
    </li>
  )
}
