import { useQuery } from '@tanstack/react-query'
import Bell from 'lucide-react/icons/bell'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { DialogTrigger } from 'react-aria-components/Dialog'
import { Popover } from 'react-aria-components/Popover'
import { Button } from '../ui/Button.tsx'
import { Spinner } from '../ui/Spinner.tsx'
import { unreadNotices } from './readNotices.ts'
import './notices.css'

const LatestNotices = lazy(async () => ({ default: (await import('./LatestNotices.tsx')).LatestNotices }))

/** The bell in the header: how much is unread, and the latest under it. */
export function NoticeBell() {
  const { t } = useTranslation()
  const [isOpen, setOpen] = useState(false)
  const { data: unread = 0 } = useQuery(unreadNotices())
  return (
    <DialogTrigger isOpen={isOpen} onOpenChange={setOpen}>
      <Button
        variant="quiet"
        size="small"
        className="button-icon bell"
        aria-label={unread > 0 ? t('notices.bell', { count: unread }) : t('notices.bellNone')}
        icon={<Bell size={20} aria-hidden="true" />}
      >
        {unread > 0 ? (
          <span className="bell-count" aria-hidden="true">
            {unread < 100 ? unread : t('notices.hundredOrMore')}
          </span>
        ) : null}
      </Button>
      <Popover className="popover news-popover" placement="bottom end">
        <Suspense fallback={<Spinner label={t('ui.loading')} />}>
          <LatestNotices onClose={() => setOpen(false)} />
        </Suspense>
      </Popover>
    </DialogTrigger>
  )
}
