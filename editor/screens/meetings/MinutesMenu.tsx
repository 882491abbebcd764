import ChevronDown from 'lucide-react/icons/chevron-down'
import Download from 'lucide-react/icons/download'
import type { MeetingView } from '@glosa/domain/contract'
import { minutesFormats } from '@glosa/domain/model'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call, isFailure, problemKey, saveFile, type Outcome } from '../../api/index.ts'
import { Button } from '../../ui/Button.tsx'
import { Menu } from '../../ui/Menu.tsx'
import { notify } from '../../ui/notify.ts'

const mediaTypes = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pdf: 'application/pdf',
  json: 'application/json',
} as const

/** The record of the meeting as a document to print, and once it is closed as the data that its hash is of. */
export function MinutesMenu({ meeting }: { readonly meeting: MeetingView }) {
  const { t } = useTranslation()
  const [isPending, setPending] = useState(false)
  const params = { meetingId: meeting.id }
  const isClosed = meeting.state === 'closed'
  const title = isClosed ? t('meeting.minutes') : t('meeting.minutesDraft')
  const download = async (asked: Promise<Outcome<Uint8Array>>, ending: keyof typeof mediaTypes) => {
    setPending(true)
    const bytes = await asked
    setPending(false)
    if (isFailure(bytes)) return notify({ tone: 'error', text: t(problemKey(bytes)) })
    saveFile(bytes, `${meeting.title} ${t('meeting.minutesFile')}.${ending}`, mediaTypes[ending])
  }
  return (
    <Menu
      label={title}
      trigger={
        <Button isPending={isPending} icon={<Download size={18} aria-hidden="true" />}>
          {title} <ChevronDown size={16} aria-hidden="true" />
        </Button>
      }
      groups={[
        minutesFormats.map((format) => ({
          id: format,
          label: t(`meeting.minutesAs.${format}`),
          onAction: () => void download(call('downloadMinutes', { params: { ...params, format }, query: {} }), format),
        })),
        ...(isClosed
          ? [
              [
                {
                  id: 'json',
                  label: t('meeting.minutesAs.json'),
                  onAction: () => void download(call('readMinutes', { params }), 'json'),
                },
              ],
            ]
          : []),
      ]}
    />
  )
}
