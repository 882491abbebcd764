import { partKinds, templates as bases, type PartKind, type TemplateSetting } from '@glosa/domain/model'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/Button.tsx'
import { Checkbox } from '../../ui/Checkbox.tsx'
import { Select } from '../../ui/Select.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { ApprovalSteps } from './ApprovalSteps.tsx'
import { codeName } from './codeName.ts'
import { isSame } from './isSame.ts'
import { ItemActs } from './ItemActs.tsx'
import { moved } from './moved.ts'
import { SettingsForm } from './SettingsForm.tsx'
import type { SettingsFormProps } from './SettingsFormProps.ts'
import { templateName } from './templateName.ts'
import { useSettingsChange } from './useSettingsChange.ts'

interface TemplateFormProps extends SettingsFormProps {
  readonly template: TemplateSetting
  readonly isNew: boolean
  readonly onClose: () => void
}

const kinds: readonly PartKind[] = partKinds.filter((kind) => kind !== 'annex')

/** One template: what a material of it starts with, its flags and who approves. */
export function TemplateForm({ template: saved, isNew, onClose, view, onSaved, onReload }: TemplateFormProps) {
  const { t } = useTranslation()
  const [template, setTemplate] = useState(saved)
  const { save, isPending, problem } = useSettingsChange({ view, onSaved })
  const flags = view.settings.codeLists['material-flags']
  const hasNoFirmStep = template.approval.isRequired && template.approval.steps.every(({ flag }) => flag !== null)
  const setPart = (index: number, part: TemplateSetting['parts'][number]) =>
    setTemplate({ ...template, parts: template.parts.map((other, at) => (at === index ? part : other)) })
  const submit = () => {
    if (hasNoFirmStep) return
    const named = {
      ...template,
      name: template.name?.trim() || null,
      parts: template.parts.map(({ kind, title }) => ({ kind, title: title?.trim() || null })),
      approval: {
        ...template.approval,
        steps: template.approval.steps.map((step) => ({ ...step, name: step.name?.trim() || null })),
      },
    }
    void save({ section: 'template', template: named })
  }
  return (
    <>
      <div>
        <Button size="small" onPress={onClose}>
          {t('setting.templates.back')}
        </Button>
      </div>
      <SettingsForm
        id="setting-template"
        title={t(isNew ? 'setting.templates.new' : 'setting.templates.edit', { name: templateName(saved, t) })}
        problem={problem}
        isPending={isPending}
        isChanged={isNew || !isSame(template, saved)}
        onReload={onReload}
        onSave={submit}
      >
        <div className="field-grid">
          <TextField
            label={t('setting.templates.name')}
            value={template.name ?? ''}
            placeholder={t(`template.${template.base}`)}
            onChange={(name) => setTemplate({ ...template, name: name === '' ? null : name })}
            maxLength={120}
          />
          <Select
            label={t('setting.templates.base')}
            choices={bases.map((id) => ({ id, label: t(`template.${id}`) }))}
            selected={template.base}
            onSelect={(base) => setTemplate({ ...template, base })}
            isDisabled={!isNew}
          />
        </div>
        <Checkbox isSelected={template.isOffered} onChange={(isOffered) => setTemplate({ ...template, isOffered })}>
          {t('setting.templates.isOffered')}
        </Checkbox>
        <fieldset className="fieldset stack">
          <legend>{t('setting.templates.parts')}</legend>
          {template.parts.map((part, index) => (
            <div className="setting-item" key={index}>
              <div className="field-grid">
                <Select
                  label={t('setting.templates.partKind', { number: index + 1 })}
                  choices={kinds.map((id) => ({ id, label: t(`part.${id}`) }))}
                  selected={part.kind}
                  onSelect={(kind) => setPart(index, { ...part, kind })}
                />
                <TextField
                  label={t('setting.templates.partTitle', { number: index + 1 })}
                  value={part.title ?? ''}
                  placeholder={t(`part.${part.kind}`)}
                  onChange={(title) => setPart(index, { ...part, title: title === '' ? null : title })}
                  maxLength={120}
                />
              </div>
              <ItemActs
                name={part.title ?? t(`part.${part.kind}`)}
                isFirst={index === 0}
                isLast={index === template.parts.length - 1}
                onMove={(by) => setTemplate({ ...template, parts: moved(template.parts, index, by) })}
                onRemove={
                  template.parts.length > 1
                    ? () => setTemplate({ ...template, parts: template.parts.filter((_, at) => at !== index) })
                    : undefined
                }
              />
            </div>
          ))}
          <div className="form-acts">
            <Button
              isDisabled={template.parts.length >= 20}
              onPress={() =>
                setTemplate({
                  ...template,
                  parts: [...template.parts, { kind: template.parts.at(-1)?.kind ?? 'cover-report', title: null }],
                })
              }
            >
              {t('setting.templates.addPart')}
            </Button>
          </div>
        </fieldset>
        <fieldset className="fieldset stack">
          <legend>{t('setting.templates.flags')}</legend>
          <div className="row">
            {flags.map((entry) => (
              <Checkbox
                key={entry.code}
                isSelected={template.flags.includes(entry.code)}
                onChange={(on) =>
                  setTemplate({
                    ...template,
                    flags: on
                      ? [...template.flags, entry.code]
                      : template.flags.filter((other) => other !== entry.code),
                  })
                }
              >
                {codeName(entry, t)}
              </Checkbox>
            ))}
          </div>
        </fieldset>
        <ApprovalSteps
          approval={template.approval}
          flags={flags}
          hasNoFirmStep={hasNoFirmStep}
          onChange={(approval) => setTemplate({ ...template, approval })}
        />
      </SettingsForm>
    </>
  )
}
