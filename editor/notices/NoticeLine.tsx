import type { ShownNotice } from '@glosa/domain/contract'
import Check from 'lucide-react/icons/check'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../i18n/useFormat.ts'
import { IconButton } from '../ui/Button.tsx'
import { Link } from '../ui/Link.tsx'
import { VisuallyHidden } from '../ui/VisuallyHidden.tsx'
import { noticeTarget, type NoticeTarget } from './noticeTarget.ts'
import { markRead } from './readNotices.ts'
import { useNoticeWords } from './useNoticeWords.ts'
import './notices.css'

interface NoticeLineProps {
  readonly notice: ShownNotice
  /** Called when the person follows the link. */
  readonly onOpen?: () => void
}

/** One notice as a line of a list: what happened, where, who and when. Following it marks it as read. */
export function NoticeLine({ notice, onOpen }: NoticeLineProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const { what, about } = useNoticeWords(notice)
  const isUnread = notice.readAt === null
  const open = () => {
    if (isUnread) void markRead({ ids: [notice.id] })
    onOpen?.()
  }
  return (
    <li className={isUnread ? 'news-line news-line-unread' : 'news-line'}>
      <TargetLink target={noticeTarget(notice)} onOpen={open}>
        <span className="news-what">
          {isUnread ? <VisuallyHidden>{t('notices.unread')}: </VisuallyHidden> : null}
          {what}
          {about ? ` – ${about}` : null}
        </span>
        {notice.title ? (
          <span className="news-title">
            {notice.number} {notice.title}
          </span>
        ) : null}
        <span className="news-when">
          {notice.by ? `${notice.by.displayName}, ` : null}
          {format.dayAndTime(notice.at)}
        </span>
      </TargetLink>
      {isUnread ? (
        <IconButton
          label={t('notices.markRead', { what })}
          size="small"
          icon={<Check size={16} aria-hidden="true" />}
          onPress={() => void markRead({ ids: [notice.id] })}
        />
      ) : null}
    </li>
  )
}

function TargetLink(props: {
  readonly target: NoticeTarget
  readonly onOpen: () => void
  readonly children: ReactNode
}) {
  const { target, onOpen, children } = props
  const common = { className: 'news-link', onClick: onOpen, children }
  switch (target.screen) {
    case 'material': {
      const { materialId, commentId } = target
      const search = commentId === null ? {} : { comment: commentId }
      return <Link to="/materials/$materialId" params={{ materialId }} search={search} {...common} />
    }
    case 'settlement':
      return <Link to="/materials/$materialId/settlement" params={{ materialId: target.materialId }} {...common} />
    case 'completion':
      return <Link to="/materials/$materialId/completion" params={{ materialId: target.materialId }} {...common} />
    case 'versions':
      return <Link to="/materials/$materialId/versions" params={{ materialId: target.materialId }} {...common} />
    case 'meeting':
      return <Link to="/meetings/$meetingId" params={{ meetingId: target.meetingId }} {...common} />
    case 'records-systems':
      return <Link to="/records/systems" {...common} />
    case 'seals':
      return <Link to="/records/seals" {...common} />
  }
}
