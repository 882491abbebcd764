import { useInfiniteQuery } from '@tanstack/react-query'
import Bell from 'lucide-react/icons/bell'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { NoticeLine } from '../../notices/NoticeLine.tsx'
import { markRead, pagesOfNotices } from '../../notices/readNotices.ts'
import { Answer } from '../../shell/Answer.tsx'
import { Page } from '../../shell/Page.tsx'
import { Button } from '../../ui/Button.tsx'
import { Chips } from '../../ui/Chips.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { LinkButton } from '../../ui/Link.tsx'
import { notify } from '../../ui/notify.ts'

/** Everything the person was told, newest first. */
export function NoticesScreen() {
  const { t } = useTranslation()
  const [show, setShow] = useState<'all' | 'unread'>('all')
  const pages = useInfiniteQuery({
    ...pagesOfNotices(show === 'unread' ? 'yes' : 'no'),
    refetchOnMount: 'always',
  })
  const first = pages.data?.pages[0]
  const newest = first?.notices[0]
  const markAll = async (upTo: number) => {
    await markRead({ upTo })
    notify({ tone: 'success', text: t('notices.allRead') })
  }
  return (
    <Page title={t('notices.title')} isNarrow>
      <div className="page-header">
        <h1>{t('notices.title')}</h1>
        <LinkButton to="/account" hash="account-notices" className="push">
          {t('notices.settings')}
        </LinkButton>
      </div>
      <div className="filters">
        <Chips
          label={t('notices.show')}
          selected={show}
          onSelect={setShow}
          chips={[
            { id: 'all', label: t('notices.filterAll') },
            { id: 'unread', label: t('notices.filterUnread'), ...(first ? { count: first.unread } : {}) },
          ]}
        />
        {newest && first.unread > 0 ? (
          <Button onPress={() => void markAll(newest.at)}>{t('notices.markAllRead')}</Button>
        ) : null}
      </div>
      <Answer of={pages}>
        {({ pages: read }) => {
          const notices = read.flatMap((page) => page.notices)
          return notices.length === 0 && !pages.hasNextPage ? (
            <EmptyState
              icon={<Bell size={40} />}
              title={t(show === 'unread' ? 'notices.emptyUnread' : 'notices.empty')}
            >
              {show === 'all' ? <p>{t('notices.emptyText')}</p> : null}
            </EmptyState>
          ) : (
            <>
              <ul className="news news-page">
                {notices.map((notice) => (
                  <NoticeLine key={notice.id} notice={notice} />
                ))}
              </ul>
              {pages.hasNextPage ? (
                <Button
                  className="news-more"
                  onPress={() => void pages.fetchNextPage()}
                  isPending={pages.isFetchingNextPage}
                >
                  {t('notices.more')}
                </Button>
              ) : null}
            </>
          )
        }}
      </Answer>
    </Page>
  )
}
