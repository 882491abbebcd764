import {
  mayCreateMaterial,
  templates,
  type MaterialId,
  type PersonId,
  type Template,
  type UnitId,
} from '@glosa/domain/model'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useRef, useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { actorOf, call, forget, isFailure, reading, useAct, useSession } from '../../api/index.ts'
import { Answer } from '../../shell/Answer.tsx'
import { Page } from '../../shell/Page.tsx'
import { Breadcrumbs } from '../../ui/Breadcrumbs.tsx'
import { Button } from '../../ui/Button.tsx'
import { ComboBox } from '../../ui/ComboBox.tsx'
import { Link, LinkButton } from '../../ui/Link.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { notify } from '../../ui/notify.ts'
import { RadioCards } from '../../ui/RadioCards.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { InvitedList, type Invitee } from './InvitedList.tsx'

/** Founds a material from a template and invites the first participants. */
export function NewMaterialScreen() {
  const { t } = useTranslation()
  const session = useSession()
  const directory = useQuery({ ...reading('readDirectory'), staleTime: 60_000 })
  return (
    <Page title={t('newMaterial.title')} isNarrow>
      <Breadcrumbs
        links={[
          <Link key="materials" to="/materials" search={{}}>
            {t('materials.title')}
          </Link>,
        ]}
        current={t('newMaterial.title')}
      />
      <div className="subpage-header">
        <h1>{t('newMaterial.title')}</h1>
      </div>
      {mayCreateMaterial(actorOf(session)) === true ? (
        <Answer of={directory}>{(known) => <NewMaterialForm {...known} />}</Answer>
      ) : (
        <Notice tone="warning">{t('newMaterial.notAllowed')}</Notice>
      )}
    </Page>
  )
}

interface NewMaterialFormProps {
  readonly units: readonly { readonly id: UnitId; readonly name: string; readonly mark: string }[]
  readonly people: readonly { readonly id: PersonId; readonly displayName: string; readonly unitId: UnitId | null }[]
}

function NewMaterialForm({ units, people }: NewMaterialFormProps) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { person } = useSession()
  const [template, setTemplate] = useState<Template | null>(null)
  const [title, setTitle] = useState('')
  const [leadUnitId, setLeadUnitId] = useState<UnitId | null>(person.unitId)
  const [sponsorId, setSponsorId] = useState<PersonId | null>(null)
  const [invited, setInvited] = useState<readonly Invitee[]>([])
  const [isTried, setTried] = useState(false)
  const [isInviting, setInviting] = useState(false)
  const titleInput = useRef<HTMLInputElement>(null)
  const templateGroup = useRef<HTMLDivElement>(null)
  const create = useAct('createMaterial', { changes: ['listTasks', 'listMaterials'] })
  const unitName = new Map(units.map((unit) => [unit.id, unit.name]))

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (template === null) return templateGroup.current?.querySelector('input')?.focus()
    if (title.trim() === '') return titleInput.current?.focus()
    const material = await create.run({ body: { template, title: title.trim(), leadUnitId, sponsorId } })
    if (material === null || isFailure(material)) return
    setInviting(true)
    const forgotten = await inviteAll(material.id, invited)
    await forget('listTasks', 'listMaterials')
    if (forgotten.length === 0) notify({ tone: 'success', text: t('newMaterial.created', { number: material.number }) })
    else notify({ tone: 'error', text: t('newMaterial.inviteFailed', { names: forgotten.join(', ') }) })
    await navigate({ to: '/materials/$materialId', params: { materialId: material.id } })
  }

  return (
    <form className="form panel" onSubmit={(event) => void submit(event)} noValidate>
      <p className="quiet">{t('ui.required')}</p>
      <div ref={templateGroup}>
        <RadioCards
          label={t('newMaterial.template')}
          choices={templates.map((id) => ({ id, label: t(`template.${id}`), detail: t(`templateDetail.${id}`) }))}
          selected={template}
          onSelect={setTemplate}
          isRequired
          error={isTried && template === null ? t('newMaterial.templateMissing') : undefined}
        />
      </div>
      <TextField
        label={t('newMaterial.name')}
        description={t('newMaterial.nameHint')}
        placeholder={t('newMaterial.namePlaceholder')}
        value={title}
        onChange={setTitle}
        maxLength={300}
        isRequired
        inputRef={titleInput}
        error={isTried && title.trim() === '' ? t('newMaterial.nameMissing') : undefined}
      />
      <ComboBox
        label={t('newMaterial.leadUnit')}
        description={t('newMaterial.leadUnitHint')}
        choices={units.map(({ id, name, mark }) => ({ id, label: `${name} (${mark})` }))}
        selected={leadUnitId}
        onSelect={setLeadUnitId}
      />
      <ComboBox
        label={t('newMaterial.sponsor')}
        description={t('newMaterial.sponsorHint')}
        choices={people.map(({ id, displayName, unitId }) => ({
          id,
          label: displayName,
          detail: unitId ? unitName.get(unitId) : undefined,
        }))}
        selected={sponsorId}
        onSelect={setSponsorId}
      />
      <fieldset className="fieldset">
        <legend>{t('newMaterial.invite')}</legend>
        <InvitedList units={units} people={people} invited={invited} onChange={setInvited} />
      </fieldset>
      <div className="form-acts">
        <Button type="submit" variant="primary" isPending={create.isPending || isInviting}>
          {t('newMaterial.create')}
        </Button>
        <LinkButton to="/materials" search={{}} variant="quiet">
          {t('ui.cancel')}
        </LinkButton>
      </div>
    </form>
  )
}

/** Invites one after the other, as each is a change of the same material; the names of those refused come back. */
async function inviteAll(materialId: MaterialId, invited: readonly Invitee[]): Promise<readonly string[]> {
  const failed: string[] = []
  for (const { name, ...invitation } of invited) {
    const outcome = await call('inviteParticipant', { params: { materialId }, body: invitation })
    if (isFailure(outcome)) failed.push(name)
  }
  return failed
}
