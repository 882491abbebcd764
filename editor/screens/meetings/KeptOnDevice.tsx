import type { MeetingView } from '@glosa/domain/contract'
import { isRefused } from '@glosa/domain/model'
import Download from 'lucide-react/icons/download'
import HardDriveDownload from 'lucide-react/icons/hard-drive-download'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isFailure, problemKey, useReached, useSession } from '../../api/index.ts'
import { useFormat } from '../../i18n/useFormat.ts'
import { drop, keep, useKeptMeetings } from '../../offline/kept.ts'
import type { Progress } from '../../offline/keepMeeting.ts'
import { canKeep } from '../../offline/keptCaches.ts'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { notify } from '../../ui/notify.ts'

/** Puts the papers aside on this device at the person's wish; says when they were kept and whether they still hold. */
export function KeptOnDevice({ meeting }: { readonly meeting: MeetingView }) {
  const { t } = useTranslation()
  const format = useFormat()
  const session = useSession()
  const reached = useReached()
  const [progress, setProgress] = useState<Progress | null>(null)
  const kept = useKeptMeetings().find(({ meetingId }) => meetingId === meeting.id)
  const papers = meeting.agenda.some(({ subject, withdrawn }) => subject.kind === 'material' && !withdrawn)
  if (!canKeep() || !papers || meeting.state === 'planned' || meeting.state === 'cancelled') return null

  const run = async () => {
    setProgress({ done: 0, all: 1 })
    const outcome = await keep(session, meeting.id, setProgress)
    setProgress(null)
    if (!isFailure(outcome)) return notify({ tone: 'success', text: t('kept.done') })
    const isFull = isRefused(outcome) && outcome.refused === 'too-large'
    notify({ tone: 'error', text: isFull ? t('kept.full') : t(problemKey(outcome)) })
  }
  const isOld = kept !== undefined && reached && kept.sequence < meeting.sequence
  if (kept && !reached) {
    return (
      <Notice tone="warning" icon={<HardDriveDownload size={18} aria-hidden="true" />}>
        {t('kept.reading', { when: format.dayAndTime(kept.keptAt) })}
      </Notice>
    )
  }
  return (
    <div className="row kept" role="group" aria-label={t('kept.title')}>
      {kept ? (
        <>
          <Tag tone={isOld ? 'warning' : 'success'} icon={<HardDriveDownload size={16} aria-hidden="true" />}>
            {t(isOld ? 'kept.outOfDate' : 'kept.here')}
          </Tag>
          <span className="quiet">{t('kept.at', { when: format.dayAndTime(kept.keptAt) })}</span>
          <Button size="small" isPending={progress !== null} onPress={() => void run()}>
            {t('kept.renew')}
          </Button>
          <Button
            size="small"
            onPress={() => void drop(meeting.id).then(() => notify({ tone: 'info', text: t('kept.dropped') }))}
          >
            {t('kept.drop')}
          </Button>
        </>
      ) : (
        <>
          <Button
            icon={<Download size={18} aria-hidden="true" />}
            isPending={progress !== null}
            onPress={() => void run()}
          >
            {t('kept.keep')}
          </Button>
          <span className="quiet">{t('kept.hint')}</span>
        </>
      )}
      {progress ? (
        <span className="quiet" role="status">
          {t('kept.progress', { done: progress.done, all: progress.all })}
        </span>
      ) : null}
    </div>
  )
}
