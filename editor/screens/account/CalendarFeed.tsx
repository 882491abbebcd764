import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isFailure, useAct } from '../../api/index.ts'
import { useFormat } from '../../i18n/useFormat.ts'
import { Button } from '../../ui/Button.tsx'
import { notify } from '../../ui/notify.ts'
import { TextField } from '../../ui/TextField.tsx'

/** The secret address under which other calendars read the person's deadlines; it is shown once, when it is made. */
export function CalendarFeed({ since }: { readonly since: number | null }) {
  const { t } = useTranslation()
  const format = useFormat()
  const [url, setUrl] = useState<string | null>(null)
  const renew = useAct('renewCalendarFeed', { changes: ['readNoticeSettings'] })
  const end = useAct('endCalendarFeed', { changes: ['readNoticeSettings'] })
  const make = async () => {
    const outcome = await renew.run({})
    if (outcome !== null && !isFailure(outcome)) setUrl(outcome.url)
  }
  const stop = async () => {
    const outcome = await end.run({})
    if (isFailure(outcome)) return
    setUrl(null)
    notify({ tone: 'success', text: t('noticeSettings.feed.ended') })
  }
  const copy = async (address: string) => {
    await navigator.clipboard.writeText(address)
    notify({ tone: 'success', text: t('ui.copied') })
  }
  return (
    <div className="stack" role="group" aria-labelledby="account-feed">
      <div>
        <h3 id="account-feed">{t('noticeSettings.feed.title')}</h3>
        <p className="quiet">{t('noticeSettings.feed.intro')}</p>
      </div>
      {url === null ? null : (
        <>
          <TextField
            label={t('noticeSettings.feed.address')}
            description={t('noticeSettings.feed.once')}
            value={url}
            isReadOnly
          />
          <div className="row">
            <Button onPress={() => void copy(url)}>{t('noticeSettings.feed.copy')}</Button>
          </div>
        </>
      )}
      {since !== null && url === null ? (
        <p>{t('noticeSettings.feed.since', { when: format.dayAndTime(since) })}</p>
      ) : null}
      <div className="row">
        <Button onPress={() => void make()} isPending={renew.isPending}>
          {t(since === null ? 'noticeSettings.feed.create' : 'noticeSettings.feed.renew')}
        </Button>
        {since === null ? null : (
          <>
            <Button onPress={() => void stop()} isPending={end.isPending}>
              {t('noticeSettings.feed.end')}
            </Button>
            <span className="quiet">{t('noticeSettings.feed.renewHint')}</span>
          </>
        )}
      </div>
    </div>
  )
}
