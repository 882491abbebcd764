import { deadlineOf, instant, type PersonId, type ReviewRound, type UnitId } from '@glosa/domain/model'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call, reading } from '../../api/index.ts'
import { Button } from '../../ui/Button.tsx'
import { DateTimeField } from '../../ui/DateTimeField.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { notify } from '../../ui/notify.ts'
import { Select } from '../../ui/Select.tsx'
import { TextArea } from '../../ui/TextField.tsx'
import { useNow } from '../../ui/useNow.ts'
import { command } from '../material/command.ts'
import type { DialogOf } from '../material/DialogOf.ts'
import { DeadlineHint } from './DeadlineHint.tsx'
import { answersIn } from './roundAnswers.ts'

interface DeadlineDialogProps extends DialogOf {
  readonly round: ReviewRound
  /** Whose deadline; `null` for everybody's. */
  readonly participantId: UnitId | PersonId | null
}

const everybody = 'everybody'

/** Prolongs or shortens the deadline of a round, for everybody or for one of those asked. */
export function DeadlineDialog({ store, material, round, participantId, onClose }: DeadlineDialogProps) {
  const { t } = useTranslation()
  const now = instant(useNow())
  const settings = useQuery({ ...reading('readSettings'), staleTime: 60_000 })
  const [whom, setWhom] = useState<UnitId | PersonId | null>(participantId)
  const before = whom === null ? round.closesAt : deadlineOf(round, whom)
  const [closesAt, setClosesAt] = useState<number | null>(before)
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const [isPending, setPending] = useState(false)
  const answers = answersIn(material, round)
  const isShorter = closesAt !== null && closesAt < before
  const inTime = closesAt !== null && closesAt > now
  const send = async () => {
    setTried(true)
    if (!inTime || (isShorter && !reason.trim())) return
    setPending(true)
    const params = { materialId: material.id, roundId: round.id }
    const body = { closesAt: instant(closesAt), participantId: whom, reason: reason.trim() }
    const done = await command(store, t, call('changeDeadline', { params, body }))
    setPending(false)
    if (!done) return
    notify({ tone: 'success', text: t('round.deadlineChanged') })
    onClose()
  }
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('round.deadlineTitle')}
      footer={
        <>
          <Button onPress={onClose}>{t('ui.cancel')}</Button>
          <Button variant="primary" isPending={isPending} onPress={() => void send()}>
            {t('round.changeDeadline')}
          </Button>
        </>
      }
    >
      <Select
        label={t('round.deadlineFor')}
        choices={[
          { id: everybody, label: t('round.deadlineForAll') },
          ...answers.map(({ id, name }) => ({ id: String(id), label: name })),
        ]}
        selected={whom ?? everybody}
        onSelect={(id) => {
          const chosen = answers.find((each) => each.id === id)?.id ?? null
          setWhom(chosen)
          setClosesAt(chosen === null ? round.closesAt : deadlineOf(round, chosen))
        }}
      />
      <div>
        <DateTimeField
          label={t('round.deadlineNew')}
          value={closesAt}
          onChange={setClosesAt}
          earliest={now}
          isRequired
          error={tried && !inTime ? t('material.closesAtMissing') : undefined}
        />
        {settings.data ? <DeadlineHint settings={settings.data.settings} from={now} closesAt={closesAt} /> : null}
      </div>
      <TextArea
        label={t('round.deadlineReason')}
        description={isShorter ? t('round.deadlineShorter') : undefined}
        value={reason}
        onChange={setReason}
        rows={2}
        maxLength={4_000}
        isRequired={isShorter}
        error={tried && isShorter && !reason.trim() ? t('round.reasonMissing') : undefined}
      />
    </Dialog>
  )
}
