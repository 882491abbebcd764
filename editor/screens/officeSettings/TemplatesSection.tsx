import { templates as usual, type TemplateSetting } from '@glosa/domain/model'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { AlertDialog } from '../../ui/AlertDialog.tsx'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Table } from '../../ui/Table.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { newCode } from './newCode.ts'
import type { SettingsFormProps } from './SettingsFormProps.ts'
import { TemplateForm } from './TemplateForm.tsx'
import { templateName } from './templateName.ts'
import { useSettingsChange } from './useSettingsChange.ts'

/** What materials are founded from: the list, and the form of one template. */
export function TemplatesSection(props: SettingsFormProps) {
  const { t } = useTranslation()
  const { templates } = props.view.settings
  const [edited, setEdited] = useState<{ readonly template: TemplateSetting; readonly isNew: boolean } | null>(null)
  const [removing, setRemoving] = useState<TemplateSetting | null>(null)
  const { save, isPending, problem } = useSettingsChange(props)
  const isUsual = ({ id }: TemplateSetting) => usual.some((base) => base === id)
  const copy = (of: TemplateSetting) => {
    const name = t('setting.templates.copyName', { name: templateName(of, t) })
    const taken = templates.map(({ id }) => id)
    setEdited({ template: { ...of, id: newCode(name, taken, 'template'), name }, isNew: true })
  }
  if (edited) {
    return (
      <TemplateForm
        {...props}
        key={edited.template.id}
        template={edited.template}
        isNew={edited.isNew}
        onClose={() => setEdited(null)}
      />
    )
  }
  return (
    <section className="stack" aria-labelledby="setting-templates">
      <h2 id="setting-templates">{t('setting.section.templates')}</h2>
      <p className="quiet">{t('setting.templates.hint')}</p>
      {problem ? (
        <Notice tone="danger" role="alert">
          {t(problem)}
        </Notice>
      ) : null}
      <Table
        labelledBy="setting-templates"
        columns={[
          {
            id: 'template',
            title: t('setting.templates.name'),
            isRowHeader: true,
            cell: (template) => (
              <span className="row">
                <strong>{templateName(template, t)}</strong>
                {template.isOffered ? null : <Tag>{t('setting.templates.notOffered')}</Tag>}
              </span>
            ),
          },
          {
            id: 'parts',
            title: t('setting.templates.parts'),
            cell: ({ parts }) => parts.map(({ kind, title }) => title ?? t(`part.${kind}`)).join(', '),
          },
          {
            id: 'approval',
            title: t('setting.templates.approval'),
            cell: ({ approval }) =>
              approval.steps.length === 0
                ? t('setting.templates.noSteps')
                : `${t('setting.templates.steps', { count: approval.steps.length })}${
                    approval.isRequired ? `, ${t('setting.templates.required')}` : ''
                  }`,
          },
          {
            id: 'act',
            title: t('setting.templates.acts'),
            titleHidden: true,
            cell: (template) => (
              <span className="row">
                <Button
                  size="small"
                  aria-label={t('setting.editOf', { name: templateName(template, t) })}
                  onPress={() => setEdited({ template, isNew: false })}
                >
                  {t('setting.edit')}
                </Button>
                <Button
                  size="small"
                  aria-label={t('setting.templates.copyOf', { name: templateName(template, t) })}
                  onPress={() => copy(template)}
                >
                  {t('setting.templates.copy')}
                </Button>
                {isUsual(template) ? null : (
                  <Button
                    size="small"
                    aria-label={t('setting.removeOf', { name: templateName(template, t) })}
                    onPress={() => setRemoving(template)}
                  >
                    {t('setting.remove')}
                  </Button>
                )}
              </span>
            ),
          },
        ]}
        rows={templates}
        rowKey={({ id }) => id}
      />
      {removing ? (
        <AlertDialog
          isOpen
          isDanger
          title={t('setting.templates.removeTitle', { name: templateName(removing, t) })}
          verb={t('setting.remove')}
          onConfirm={() => {
            setRemoving(null)
            void save({ section: 'template-removed', templateId: removing.id })
          }}
          onCancel={() => setRemoving(null)}
          isPending={isPending}
        >
          <p>{t('setting.templates.removeText')}</p>
        </AlertDialog>
      ) : null}
    </section>
  )
}
