import { auditTypes, instant, type AuditFilter } from '@glosa/domain/model'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/Button.tsx'
import { DateTimeField } from '../../ui/DateTimeField.tsx'
import { Select } from '../../ui/Select.tsx'
import { auditedRoutes } from './describeAudit.ts'
import { PersonField } from './PersonField.tsx'

interface AuditSelectionProps {
  readonly filter: AuditFilter
  /** The end is not after the beginning. */
  readonly isBackwards: boolean
  readonly onSelect: (change: AuditFilter) => void
}

const momentOf = (ms: number | null) => (ms === null ? undefined : instant(ms))

/** Which entries are shown and exported: kind, weighty act, person, time by the clock of the office. */
export function AuditSelection({ filter, isBackwards, onSelect }: AuditSelectionProps) {
  const { t } = useTranslation()
  const { type, act, personId, since, until } = filter
  const hasAct = type === 'privileged-act' || type === 'privileged-act-refused'
  const isSelection = Object.values(filter).some((value) => value !== undefined)
  return (
    <section className="stack" aria-label={t('audit.selection.filters')}>
      <div className="field-grid">
        <Select
          label={t('audit.type')}
          choices={[
            { id: 'all' as const, label: t('audit.everything') },
            ...auditTypes.map((id) => ({ id, label: t(`audit.types.${id}`) })),
          ]}
          selected={type ?? 'all'}
          onSelect={(chosen) => onSelect({ type: chosen === 'all' ? undefined : chosen, act: undefined })}
        />
        {hasAct ? (
          <Select
            label={t('audit.selection.act')}
            choices={[
              { id: 'all', label: t('audit.selection.everyAct') },
              ...auditedRoutes.map((id) => ({ id, label: t(`audit.act.${id}`) })),
            ]}
            selected={act ?? 'all'}
            onSelect={(chosen) => onSelect({ act: chosen === 'all' ? undefined : chosen })}
          />
        ) : null}
        <PersonField
          label={t('audit.person')}
          selected={personId ?? null}
          onSelect={(chosen) => onSelect({ personId: chosen ?? undefined })}
        />
        <DateTimeField
          label={t('audit.selection.since')}
          value={since ?? null}
          onChange={(chosen) => onSelect({ since: momentOf(chosen) })}
        />
        <DateTimeField
          label={t('audit.selection.until')}
          value={until ?? null}
          onChange={(chosen) => onSelect({ until: momentOf(chosen) })}
          error={isBackwards ? t('audit.selection.backwards') : undefined}
        />
      </div>
      <p className="quiet">{t('audit.selection.timeHint')}</p>
      {isSelection ? (
        <div className="form-acts">
          <Button
            size="small"
            onPress={() =>
              onSelect({ type: undefined, act: undefined, personId: undefined, since: undefined, until: undefined })
            }
          >
            {t('audit.selection.clear')}
          </Button>
        </div>
      ) : null}
    </section>
  )
}
