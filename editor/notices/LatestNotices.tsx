import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Dialog } from 'react-aria-components/Dialog'
import { reading } from '../api/index.ts'
import { Answer } from '../shell/Answer.tsx'
import { Button } from '../ui/Button.tsx'
import { Link } from '../ui/Link.tsx'
import { NoticeLine } from './NoticeLine.tsx'
import { markRead } from './readNotices.ts'

/** The latest notices, under the bell. */
export function LatestNotices({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation()
  const latest = useQuery({ ...reading('listNotices', { query: { limit: 6 } }), refetchOnMount: 'always' })
  const newest = latest.data?.notices[0]
  return (
    <Dialog className="news-dialog" aria-label={t('notices.title')}>
      <div className="news-header">
        <h2>{t('notices.title')}</h2>
        {newest && latest.data && latest.data.unread > 0 ? (
          <Button size="small" onPress={() => void markRead({ upTo: newest.at })}>
            {t('notices.markAllRead')}
          </Button>
        ) : null}
      </div>
      <Answer of={latest}>
        {({ notices }) =>
          notices.length === 0 ? (
            <p className="news-body quiet">{t('notices.empty')}</p>
          ) : (
            <ul className="news">
              {notices.map((notice) => (
                <NoticeLine key={notice.id} notice={notice} onOpen={onClose} />
              ))}
            </ul>
          )
        }
      </Answer>
      <div className="news-footer">
        <Link to="/notices" onClick={onClose}>
          {t('notices.all')}
        </Link>
        <Link to="/account" hash="account-notices" onClick={onClose}>
          {t('notices.settings')}
        </Link>
      </div>
    </Dialog>
  )
}
