import type { PersonId } from '@glosa/domain/model'
import { useQuery } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { isFailure, problemKey, reading, useAct, useSession } from '../../api/index.ts'
import { Button } from '../../ui/Button.tsx'
import { ComboBox } from '../../ui/ComboBox.tsx'
import { DateTimeField } from '../../ui/DateTimeField.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { notify } from '../../ui/notify.ts'
import { TextField } from '../../ui/TextField.tsx'
import { useNow } from '../../ui/useNow.ts'

const form = 'substitution-form'

/** Names who stands in for whom. Heads may do it for their unit, secretaries for everybody. */
export function SubstitutionDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation()
  const { person } = useSession()
  const now = useNow()
  const directory = useQuery({ ...reading('readDirectory'), staleTime: 60_000 })
  const set = useAct('setSubstitution', { changes: ['listSubstitutions'], isQuiet: true })
  const [absentId, setAbsent] = useState<PersonId | null>(person.id)
  const [deputyId, setDeputy] = useState<PersonId | null>(null)
  const [from, setFrom] = useState<number | null>(now)
  const [until, setUntil] = useState<number | null>(null)
  const [reason, setReason] = useState('')
  const [isTried, setTried] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)

  const people = directory.data?.people ?? []
  const choices = people.map(({ id, displayName, unitId }) => ({
    id,
    label: displayName,
    detail: directory.data?.units.find((unit) => unit.id === unitId)?.name,
  }))
  const isSecretary = person.roles.includes('secretary')
  const lookedAfter = choices.filter(({ id }) => {
    const unitId = people.find((each) => each.id === id)?.unitId
    return id === person.id || isSecretary || (person.unitId !== null && unitId === person.unitId)
  })
  const maySetForOthers = isSecretary || person.roles.includes('unit-head')
  const errors = {
    absent: absentId === null ? t('substitution.form.absentMissing') : undefined,
    deputy:
      deputyId === null
        ? t('substitution.form.deputyMissing')
        : deputyId === absentId
          ? t('substitution.form.deputySame')
          : undefined,
    from: from === null ? t('substitution.form.fromMissing') : undefined,
    until:
      until === null
        ? t('substitution.form.untilMissing')
        : until <= Math.max(from ?? 0, now)
          ? t('substitution.form.untilEarly')
          : undefined,
    reason: reason.trim() === '' ? t('substitution.form.reasonMissing') : undefined,
  }
  const shown = (error: string | undefined) => (isTried ? error : undefined)

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    setProblem(null)
    if (Object.values(errors).some((error) => error !== undefined)) return
    if (absentId === null || deputyId === null || from === null || until === null) return
    const outcome = await set.run({ body: { absentId, deputyId, from, until, reason: reason.trim() } })
    if (outcome === null) return
    if (isFailure(outcome)) {
      const isTwice = 'refused' in outcome && outcome.refused === 'conflict'
      return setProblem(isTwice ? t('substitution.form.twice') : t(problemKey(outcome)))
    }
    notify({ tone: 'success', text: t('substitution.set') })
    onClose()
  }

  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('substitution.add')}
      footer={
        <>
          <Button onPress={onClose}>{t('ui.cancel')}</Button>
          <Button variant="primary" type="submit" form={form} isPending={set.isPending}>
            {t('substitution.add')}
          </Button>
        </>
      }
    >
      <form id={form} className="stack" noValidate onSubmit={(event) => void submit(event)}>
        {problem === null ? null : (
          <Notice tone="danger" role="alert">
            <p>{problem}</p>
          </Notice>
        )}
        {maySetForOthers && lookedAfter.length > 0 ? (
          <ComboBox
            label={t('substitution.form.absent')}
            choices={lookedAfter}
            selected={absentId}
            onSelect={setAbsent}
            error={shown(errors.absent)}
            isRequired
          />
        ) : null}
        {choices.length > 0 ? (
          <ComboBox
            label={t('substitution.form.deputy')}
            choices={choices.filter(({ id }) => id !== absentId)}
            selected={deputyId}
            onSelect={setDeputy}
            error={shown(errors.deputy)}
            isRequired
          />
        ) : null}
        <DateTimeField
          label={t('substitution.form.from')}
          value={from}
          onChange={setFrom}
          error={shown(errors.from)}
          isRequired
        />
        <DateTimeField
          label={t('substitution.form.until')}
          value={until}
          onChange={setUntil}
          error={shown(errors.until)}
          isRequired
        />
        <TextField
          label={t('substitution.form.reason')}
          description={t('substitution.form.reasonHint')}
          value={reason}
          onChange={setReason}
          maxLength={1_000}
          error={shown(errors.reason)}
          isRequired
        />
      </form>
    </Dialog>
  )
}
