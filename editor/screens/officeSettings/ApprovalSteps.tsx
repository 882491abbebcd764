import {
  roles,
  type ApprovalStepSetting,
  type ApproverSetting,
  type CodeListEntry,
  type TemplateSetting,
} from '@glosa/domain/model'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/Button.tsx'
import { Checkbox } from '../../ui/Checkbox.tsx'
import { ComboBox } from '../../ui/ComboBox.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { NumberField } from '../../ui/NumberField.tsx'
import { Select } from '../../ui/Select.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { PersonField } from '../administration/PersonField.tsx'
import { codeName } from './codeName.ts'
import { ItemActs } from './ItemActs.tsx'
import { moved } from './moved.ts'
import { newCode } from './newCode.ts'
import { useOffice } from './useOfficePeople.ts'

type Approval = TemplateSetting['approval']
type Office = ReturnType<typeof useOffice>

interface ApprovalStepsProps {
  readonly approval: Approval
  readonly flags: readonly CodeListEntry[]
  /** Approval is required and every step depends on a flag. */
  readonly hasNoFirmStep: boolean
  readonly onChange: (approval: Approval) => void
}

const kinds = [
  'lead-unit-head',
  'sponsor',
  'role',
  'unit-head',
  'person',
] as const satisfies readonly ApproverSetting['by'][]

/** The approval route of a template: steps of one stage run side by side, stages one after the other. */
export function ApprovalSteps({ approval, flags, hasNoFirmStep, onChange }: ApprovalStepsProps) {
  const { t } = useTranslation()
  const { steps } = approval
  const set = (index: number, step: ApprovalStepSetting) =>
    onChange({ ...approval, steps: steps.map((other, at) => (at === index ? step : other)) })
  const add = () => {
    const taken = steps.map(({ id }) => id)
    const stage = Math.min(20, Math.max(0, ...steps.map((step) => step.stage)) + 1)
    const step = {
      id: newCode('step', taken, 'step'),
      name: null,
      stage,
      approver: { by: 'sponsor' },
      flag: null,
    } as const
    onChange({ ...approval, steps: [...steps, step] })
  }
  return (
    <fieldset className="fieldset stack">
      <legend>{t('setting.templates.approval')}</legend>
      <Checkbox isSelected={approval.isRequired} onChange={(isRequired) => onChange({ ...approval, isRequired })}>
        {t('setting.templates.isRequired')}
      </Checkbox>
      <p className="quiet">{t('setting.approval.stageHint')}</p>
      {hasNoFirmStep ? (
        <Notice tone="warning" role="alert">
          {t('setting.templates.noFirmStep')}
        </Notice>
      ) : null}
      {steps.map((step, index) => (
        <div className="setting-item" key={step.id}>
          <h3>{t('setting.approval.step', { number: index + 1 })}</h3>
          <div className="field-grid">
            <NumberField
              label={t('setting.approval.stage')}
              value={step.stage}
              onChange={(stage) => set(index, { ...step, stage })}
              least={1}
              most={20}
            />
            <Approver step={step} onChange={(changed) => set(index, changed)} />
            <Select
              label={t('setting.approval.flag')}
              choices={[
                { id: '', label: t('setting.approval.always') },
                ...flags.map((entry) => ({ id: entry.code, label: codeName(entry, t) })),
              ]}
              selected={step.flag ?? ''}
              onSelect={(flag) => set(index, { ...step, flag: flag === '' ? null : flag })}
            />
            <TextField
              label={t('setting.ownName')}
              value={step.name ?? ''}
              placeholder={t(`setting.approverKind.${step.approver.by}`)}
              onChange={(name) => set(index, { ...step, name: name === '' ? null : name })}
              maxLength={120}
            />
          </div>
          <ItemActs
            name={t('setting.approval.step', { number: index + 1 })}
            isFirst={index === 0}
            isLast={index === steps.length - 1}
            onMove={(by) => onChange({ ...approval, steps: moved(steps, index, by) })}
            onRemove={() => onChange({ ...approval, steps: steps.filter((_, at) => at !== index) })}
          />
        </div>
      ))}
      <div className="form-acts">
        <Button onPress={add} isDisabled={steps.length >= 50}>
          {t('setting.approval.add')}
        </Button>
      </div>
    </fieldset>
  )
}

interface ApproverProps {
  readonly step: ApprovalStepSetting
  readonly onChange: (step: ApprovalStepSetting) => void
}

function Approver({ step, onChange }: ApproverProps) {
  const { t } = useTranslation()
  const office = useOffice()
  const { approver } = step
  const become = (next: ApproverSetting) => onChange({ ...step, approver: next })
  return (
    <>
      <Select
        label={t('setting.approval.approver')}
        choices={kinds.map((id) => ({ id, label: t(`setting.approverKind.${id}`) }))}
        selected={approver.by}
        onSelect={(by) => become(approverOf(by, office) ?? approver)}
      />
      {approver.by === 'role' ? (
        <Select
          label={t('setting.role')}
          choices={roles.map((id) => ({ id, label: t(`role.${id}`) }))}
          selected={approver.role}
          onSelect={(role) => become({ by: 'role', role })}
        />
      ) : null}
      {approver.by === 'person' ? (
        <PersonField
          label={t('setting.person')}
          selected={approver.personId}
          onSelect={(personId) => {
            const person = office.people.find(({ id }) => id === personId)
            if (person) become({ by: 'person', personId: person.id, displayName: person.displayName })
          }}
          isRequired
        />
      ) : null}
      {approver.by === 'unit-head' ? (
        <ComboBox
          key={office.units.length}
          label={t('setting.unit')}
          choices={office.units.map(({ id, name, mark }) => ({ id, label: name, detail: mark }))}
          selected={approver.unitId}
          onSelect={(unitId) => {
            const unit = office.units.find(({ id }) => id === unitId)
            if (unit) become({ by: 'unit-head', unitId: unit.id, unitName: unit.name })
          }}
          isRequired
        />
      ) : null}
    </>
  )
}

/** The usual approver of a kind; `null` as long as nobody of the kind is known. */
function approverOf(by: ApproverSetting['by'], { people, units }: Office): ApproverSetting | null {
  switch (by) {
    case 'role':
      return { by, role: 'secretary' }
    case 'person': {
      const [person] = people
      return person ? { by, personId: person.id, displayName: person.displayName } : null
    }
    case 'unit-head': {
      const [unit] = units
      return unit ? { by, unitId: unit.id, unitName: unit.name } : null
    }
    case 'lead-unit-head':
    case 'sponsor':
      return { by }
  }
}
