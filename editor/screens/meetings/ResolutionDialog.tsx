import type { AgendaItemView, MeetingView } from '@glosa/domain/contract'
import { resolutionOutcomes, type ResolutionOutcome } from '@glosa/domain/model'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isFailure, useAct } from '../../api/index.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Select } from '../../ui/Select.tsx'
import { TextArea, TextField } from '../../ui/TextField.tsx'
import { notify } from '../../ui/notify.ts'
import { useDraftedResolution } from './useDraftedResolution.ts'
import { typedVote, VoteFields, voteOf } from './VoteFields.tsx'

interface ResolutionDialogProps {
  readonly meeting: MeetingView
  readonly item: AgendaItemView
  readonly onClose: () => void
}

/** Records what was resolved on an item, with number and votes; after closing, corrects it with a reason. */
export function ResolutionDialog({ meeting, item, onClose }: ResolutionDialogProps) {
  const { t } = useTranslation()
  const before = item.resolved?.resolution
  const isCorrection = meeting.state === 'closed'
  const [outcome, setOutcome] = useState<ResolutionOutcome>(before?.outcome ?? 'adopted')
  const [number, setNumber] = useState(before?.number ?? '')
  const [text, setText] = useState(before?.text ?? '')
  const [typed, setTyped] = useState(() => typedVote(before?.vote ?? null))
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const changes = ['readMeeting', 'listMeetings'] as const
  const record = useAct('recordResolution', { changes })
  const correct = useAct('correctResolution', { changes })
  const drafted = useDraftedResolution(meeting.id, item)
  const params = { meetingId: meeting.id, itemId: item.id }
  const present = meeting.presentIds?.length ?? meeting.members.length

  const run = async () => {
    setTried(true)
    const vote = voteOf(typed)
    if (text.trim() === '' || vote === undefined || (isCorrection && reason.trim() === '')) return
    if (vote && vote.for + vote.against + vote.abstained > present) return
    const wanted = number.trim() === '' || outcome !== 'adopted' ? null : number.trim()
    const body = { outcome, number: wanted, text: text.trim(), vote }
    const done = isCorrection
      ? await correct.run({ params, body: { ...body, reason: reason.trim() } })
      : await record.run({ params, body })
    if (done === null || isFailure(done)) return
    notify({
      tone: 'success',
      text: done.number === null ? t('meeting.resultRecorded') : t('meeting.numberGiven', { number: done.number }),
    })
    onClose()
  }
  const missing = (value: string) => (tried && value.trim() === '' ? { error: t('meeting.missing') } : {})
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t(isCorrection ? 'meeting.correctFor' : 'meeting.recordFor', { title: item.subject.title })}
      footer={
        <>
          <Button onPress={onClose}>{t('ui.cancel')}</Button>
          <Button variant="primary" isPending={record.isPending || correct.isPending} onPress={() => void run()}>
            {t(isCorrection ? 'meeting.correct' : 'meeting.saveResult')}
          </Button>
        </>
      }
    >
      <Select
        label={t('meeting.result')}
        choices={resolutionOutcomes.map((id) => ({ id, label: t(`meeting.outcome.${id}`) }))}
        selected={outcome}
        onSelect={setOutcome}
      />
      <TextArea
        label={t('meeting.resolutionText')}
        value={text}
        onChange={setText}
        rows={5}
        maxLength={10_000}
        isRequired
        autoFocus
        {...missing(text)}
      />
      {drafted ? (
        <p>
          <Button size="small" onPress={() => setText(drafted)}>
            {t('meeting.takeDraft')}
          </Button>
        </p>
      ) : null}
      {outcome === 'adopted' ? (
        <TextField
          label={t('meeting.resolutionNumber')}
          description={t('meeting.resolutionNumberHint')}
          value={number}
          onChange={setNumber}
          maxLength={100}
        />
      ) : null}
      <VoteFields typed={typed} onChange={setTyped} present={present} />
      {isCorrection ? (
        <TextArea
          label={t('meeting.correctionReason')}
          value={reason}
          onChange={setReason}
          rows={2}
          maxLength={4_000}
          isRequired
          {...missing(reason)}
        />
      ) : null}
    </Dialog>
  )
}
