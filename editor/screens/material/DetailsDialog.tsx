import { materialAccess, mayAct, type Actor, type Material, type MaterialAccess } from '@glosa/domain/model'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call, reading } from '../../api/index.ts'
import { Button } from '../../ui/Button.tsx'
import { ComboBox } from '../../ui/ComboBox.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { notify } from '../../ui/notify.ts'
import { RadioCards } from '../../ui/RadioCards.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { command } from './command.ts'
import type { DialogOf } from './DialogOf.ts'
import { FlagFields } from './FlagFields.tsx'

interface DetailsDialogProps extends DialogOf {
  readonly actor: Actor
}

/** Title, sponsor, lead unit, access and what it touches, the drafter, and the references of the records system: what each may change. */
export function DetailsDialog({ store, material, actor, onClose }: DetailsDialogProps) {
  const { t } = useTranslation()
  const may = (action: Parameters<typeof mayAct>[1]) => mayAct(actor, action, material) === true
  const { data } = useQuery(reading('readDirectory'))
  const settings = useQuery({ ...reading('readSettings'), staleTime: 60_000 })
  const [title, setTitle] = useState(material.title)
  const [sponsorId, setSponsor] = useState<string | null>(material.sponsor?.personId ?? null)
  const [leadUnitId, setLeadUnit] = useState<string | null>(material.leadUnitId)
  const [access, setAccess] = useState<MaterialAccess>(material.access)
  const [drafterId, setDrafter] = useState<string | null>(material.drafter.personId)
  const [flags, setFlags] = useState<readonly string[]>(material.flags)
  const [documentReference, setDocument] = useState(material.documentReference ?? '')
  const [fileReference, setFile] = useState(material.fileReference ?? '')
  const [isPending, setPending] = useState(false)
  const unitName = new Map((data?.units ?? []).map(({ id, name }) => [id, name]))
  const people = (data?.people ?? []).map(({ id, displayName, unitId }) => ({
    id: String(id),
    label: displayName,
    detail: unitId ? unitName.get(unitId) : undefined,
  }))
  const units = (data?.units ?? []).map(({ id, name, mark }) => ({ id: String(id), label: name, detail: mark }))
  const params = { materialId: material.id }

  const save = async () => {
    if (!title.trim()) return
    setPending(true)
    const done = (await saveDetails()) && (await saveFlags()) && (await saveIdentifiers()) && (await saveDrafter())
    setPending(false)
    if (!done) return
    notify({ tone: 'success', text: t('round.details.saved') })
    onClose()
  }
  const saveDetails = async () => {
    if (!may('edit-details')) return true
    const sponsor = data?.people.find(({ id }) => id === sponsorId)?.id ?? null
    const unit = data?.units.find(({ id }) => id === leadUnitId)?.id ?? null
    const body = {
      ...(title.trim() === material.title ? {} : { title: title.trim() }),
      ...(sponsorId === (material.sponsor?.personId ?? null) ? {} : { sponsorId: sponsor }),
      ...(leadUnitId === material.leadUnitId ? {} : { leadUnitId: unit }),
      ...(access === material.access ? {} : { access }),
    }
    return Object.keys(body).length === 0 || (await command(store, t, call('changeDetails', { params, body }))) !== null
  }
  const saveFlags = async () => {
    const isSame = flags.length === material.flags.length && flags.every((flag) => material.flags.includes(flag))
    if (!may('edit-details') || isSame) return true
    return (await command(store, t, call('flagMaterial', { params, body: { flags: [...flags] } }))) !== null
  }
  const saveIdentifiers = async () => {
    const body = { documentReference: documentReference.trim() || null, fileReference: fileReference.trim() || null }
    const isSame =
      body.documentReference === material.documentReference && body.fileReference === material.fileReference
    if (!may('give-identifiers') || isSame) return true
    return (await command(store, t, call('giveIdentifiers', { params, body }))) !== null
  }
  // Last: afterwards the right to the rest may be gone.
  const saveDrafter = async () => {
    const person = data?.people.find(({ id }) => id === drafterId)
    if (!may('hand-over') || !person || person.id === material.drafter.personId) return true
    return (await command(store, t, call('handOver', { params, body: { personId: person.id } }))) !== null
  }
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('round.details.title')}
      footer={
        <>
          <Button onPress={onClose}>{t('ui.cancel')}</Button>
          <Button variant="primary" isPending={isPending} onPress={() => void save()}>
            {t('round.details.save')}
          </Button>
        </>
      }
    >
      {may('edit-details') ? (
        <>
          <TextField
            label={t('round.details.name')}
            value={title}
            onChange={setTitle}
            maxLength={300}
            isRequired
            error={title.trim() ? undefined : t('round.details.nameMissing')}
          />
          {data ? (
            <>
              <ComboBox
                label={t('round.details.sponsor')}
                choices={people}
                selected={sponsorId}
                onSelect={setSponsor}
                placeholder={t('round.details.none')}
              />
              <ComboBox
                label={t('round.details.leadUnit')}
                choices={units}
                selected={leadUnitId}
                onSelect={setLeadUnit}
                placeholder={t('round.details.none')}
              />
            </>
          ) : null}
          <RadioCards
            label={t('round.details.access')}
            choices={materialAccess.map((id) => ({
              id,
              label: t(`round.details.accessOf.${id}`),
              detail: t(`round.details.accessOf.${id}Hint`),
            }))}
            selected={access}
            onSelect={setAccess}
          />
          {settings.data ? (
            <FlagFields known={settings.data.settings.codeLists['material-flags']} flags={flags} onChange={setFlags} />
          ) : null}
        </>
      ) : null}
      {may('hand-over') && data ? (
        <ComboBox
          label={t('round.details.drafter')}
          description={actor.personId === material.drafter.personId ? t('round.details.drafterHint') : undefined}
          choices={people}
          selected={drafterId}
          onSelect={setDrafter}
        />
      ) : null}
      {may('give-identifiers') ? (
        <fieldset className="fieldset stack">
          <legend>{t('round.details.identifiers')}</legend>
          <TextField
            label={t('round.details.documentReference')}
            value={documentReference}
            onChange={setDocument}
            maxLength={100}
          />
          <TextField
            label={t('round.details.fileReference')}
            value={fileReference}
            onChange={setFile}
            maxLength={100}
          />
        </fieldset>
      ) : null}
    </Dialog>
  )
}

/** Whether there is anything in the dialog that the person may change. */
export const mayChangeDetails = (actor: Actor, material: Material): boolean =>
  (['edit-details', 'hand-over', 'give-identifiers'] as const).some((act) => mayAct(actor, act, material) === true)
