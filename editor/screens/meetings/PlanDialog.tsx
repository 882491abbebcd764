import type { MeetingView } from '@glosa/domain/contract'
import { instant, meetingBodies, type MeetingBody, type MeetingId } from '@glosa/domain/model'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isFailure, useAct } from '../../api/index.ts'
import { Button } from '../../ui/Button.tsx'
import { DateTimeField } from '../../ui/DateTimeField.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { RadioCards } from '../../ui/RadioCards.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { notify } from '../../ui/notify.ts'

interface PlanDialogProps {
  /** Given: the facts of this meeting are changed; not given: a meeting is planned. */
  readonly meeting?: MeetingView
  readonly onClose: () => void
  readonly onPlanned?: (id: MeetingId) => void
}

/** When, where and under what name people meet. */
export function PlanDialog({ meeting, onClose, onPlanned }: PlanDialogProps) {
  const { t } = useTranslation()
  const [body, setBody] = useState<MeetingBody>(meeting?.body ?? 'board')
  const [title, setTitle] = useState(meeting?.title ?? '')
  const [place, setPlace] = useState(meeting?.place ?? '')
  const [startsAt, setStartsAt] = useState<number | null>(meeting?.startsAt ?? null)
  const [endsAt, setEndsAt] = useState<number | null>(meeting?.endsAt ?? null)
  const [tried, setTried] = useState(false)
  const plan = useAct('planMeeting', { changes: ['listMeetings'] })
  const change = useAct('changeMeeting', { changes: ['listMeetings', 'readMeeting'] })

  const begin = (next: number | null) => {
    setStartsAt(next)
    // Whoever moves the beginning moves the end with it.
    if (next !== null && (endsAt === null || startsAt !== null)) {
      setEndsAt(next + (endsAt !== null && startsAt !== null ? endsAt - startsAt : usualLength))
    }
  }
  const isBackwards = startsAt !== null && endsAt !== null && endsAt <= startsAt
  const run = async () => {
    setTried(true)
    if (title.trim() === '' || place.trim() === '' || startsAt === null || endsAt === null || isBackwards) return
    const facts = {
      title: title.trim(),
      place: place.trim(),
      startsAt: instant(startsAt),
      endsAt: instant(endsAt),
    }
    if (meeting) {
      const outcome = await change.run({ params: { meetingId: meeting.id }, body: facts })
      if (outcome === null || isFailure(outcome)) return
      notify({ tone: 'success', text: t('meeting.changed') })
    } else {
      const outcome = await plan.run({ body: { body, ...facts } })
      if (outcome === null || isFailure(outcome)) return
      notify({ tone: 'success', text: t('meeting.planned') })
      onPlanned?.(outcome.id)
    }
    onClose()
  }
  const missing = (isMissing: boolean) => (tried && isMissing ? { error: t('meeting.missing') } : {})
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t(meeting ? 'meeting.changeTitle' : 'meeting.planTitle')}
      footer={
        <>
          <Button onPress={onClose}>{t('ui.cancel')}</Button>
          <Button variant="primary" isPending={plan.isPending || change.isPending} onPress={() => void run()}>
            {t(meeting ? 'meeting.saveChange' : 'meeting.plan')}
          </Button>
        </>
      }
    >
      {meeting ? (
        meeting.convened ? (
          <p className="quiet">{t('meeting.changeHint')}</p>
        ) : null
      ) : (
        <RadioCards
          label={t('meeting.bodyLabel')}
          choices={meetingBodies.map((id) => ({
            id,
            label: t(`meeting.body.${id}`),
            detail: t(`meeting.bodyHint.${id}`),
          }))}
          selected={body}
          onSelect={setBody}
        />
      )}
      <TextField
        label={t('meeting.name')}
        placeholder={t('meeting.nameExample')}
        value={title}
        onChange={setTitle}
        maxLength={300}
        isRequired
        autoFocus
        {...missing(title.trim() === '')}
      />
      <DateTimeField
        label={t('meeting.startsAt')}
        value={startsAt}
        onChange={begin}
        isRequired
        {...missing(startsAt === null)}
      />
      <DateTimeField
        label={t('meeting.endsAt')}
        value={endsAt}
        onChange={setEndsAt}
        isRequired
        {...(tried && isBackwards ? { error: t('meeting.endsBefore') } : missing(endsAt === null))}
      />
      <TextField
        label={t('meeting.place')}
        value={place}
        onChange={setPlace}
        maxLength={300}
        isRequired
        {...missing(place.trim() === '')}
      />
    </Dialog>
  )
}

const usualLength = 3 * 3_600_000
