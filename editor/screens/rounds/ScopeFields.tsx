import { currentRound, type Material } from '@glosa/domain/model'
import { useTranslation } from 'react-i18next'
import { Checkbox } from '../../ui/Checkbox.tsx'
import { Select } from '../../ui/Select.tsx'
import type { ScopeChoice, TermsDraft } from './termsDraft.ts'

interface ScopeFieldsProps {
  readonly material: Material
  readonly draft: TermsDraft
  readonly onChange: (change: Partial<TermsDraft>) => void
  readonly isMissing: boolean
}

/** What may be commented on: all, what changed since the last round, or chosen parts. */
export function ScopeFields({ material, draft, onChange, isMissing }: ScopeFieldsProps) {
  const { t } = useTranslation()
  const scopes: readonly ScopeChoice[] = currentRound(material) ? ['all', 'changed', 'chosen'] : ['all', 'chosen']
  return (
    <>
      <Select
        label={t('round.scope.label')}
        choices={scopes.map((id) => ({ id, label: t(`round.scope.${id}`) }))}
        selected={draft.scope}
        onSelect={(scope) => onChange({ scope })}
      />
      {draft.scope === 'chosen' ? (
        <div role="group" aria-label={t('round.scope.chosen')} className="round-parts">
          {material.parts.map(({ id, title }) => (
            <Checkbox
              key={id}
              isSelected={draft.partIds.includes(id)}
              onChange={(isOn) =>
                onChange({ partIds: isOn ? [...draft.partIds, id] : draft.partIds.filter((each) => each !== id) })
              }
            >
              {title}
            </Checkbox>
          ))}
          {isMissing ? (
            <p className="field-error" role="alert">
              {t('round.scopeMissing')}
            </p>
          ) : null}
        </div>
      ) : null}
    </>
  )
}
