import type { OfficeSettingsView } from '@glosa/domain/contract'
import type { TFunction } from 'i18next'
import { codeName } from './codeName.ts'
import { added, changed, changedList, type Difference } from './difference.ts'
import { templateName } from './templateName.ts'

type Settings = OfficeSettingsView['settings']
type Template = Settings['templates'][number]
type Step = Template['approval']['steps'][number]

/**
 * What a template has other than before.
 * @param old the template as it was; null for a new one, of which everything is told
 */
export function describeTemplate(old: Template | null, now: Template, settings: Settings, t: TFunction): Difference[] {
  const flagName = (code: string) =>
    codeName(settings.codeLists['material-flags'].find((entry) => entry.code === code) ?? { code, name: null }, t)
  const parts = (template: Template) => template.parts.map(({ kind, title }) => title ?? t(`part.${kind}`)).join(', ')
  const route = (template: Template) => {
    const { steps } = template.approval
    if (steps.length === 0) return t('setting.templates.noSteps')
    return steps.map((step) => stepInWords(step, flagName, t)).join('; ')
  }
  const yesOrNo = (value: boolean) => t(value ? 'setting.difference.yes' : 'setting.difference.no')
  const labels = {
    parts: t('setting.templates.parts'),
    route: t('setting.templates.approval'),
    flags: t('setting.templates.flags'),
    isOffered: t('setting.templates.isOffered'),
    isRequired: t('setting.templates.isRequired'),
  }
  if (old === null) return [added(labels.parts, parts(now)), added(labels.route, route(now))]
  return [
    ...changed(t('setting.templates.name'), templateName(old, t), templateName(now, t)),
    ...changed(labels.isOffered, yesOrNo(old.isOffered), yesOrNo(now.isOffered)),
    ...changed(labels.parts, parts(old), parts(now)),
    ...changedList(labels.flags, old.flags, now.flags, flagName),
    ...changed(labels.isRequired, yesOrNo(old.approval.isRequired), yesOrNo(now.approval.isRequired)),
    ...changed(labels.route, route(old), route(now)),
  ]
}

function stepInWords({ name, stage, approver, flag }: Step, flagName: (code: string) => string, t: TFunction): string {
  const who = () => {
    switch (approver.by) {
      case 'person':
        return approver.displayName
      case 'unit-head':
        return `${t('setting.approverKind.unit-head')} ${approver.unitName}`
      case 'role':
        return t(`role.${approver.role}`)
      case 'lead-unit-head':
      case 'sponsor':
        return t(`setting.approverKind.${approver.by}`)
    }
  }
  const said = name === null ? who() : `${name} – ${who()}`
  return flag === null ? `${stage}. ${said}` : `${stage}. ${said} (${flagName(flag)})`
}
