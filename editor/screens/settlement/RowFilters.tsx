import { useTranslation } from 'react-i18next'
import { Chips } from '../../ui/Chips.tsx'
import { Select } from '../../ui/Select.tsx'
import { offeredFilters, unitsOfRows, type Row, type RowFilter } from './selectRows.ts'

interface RowFiltersProps {
  /** All rows of the version: their units are offered. */
  readonly rows: readonly Row[]
  /** The rows of the chosen unit: they are counted. */
  readonly counted: readonly Row[]
  readonly filter: RowFilter
  readonly onFilter: (filter: RowFilter) => void
  /** Name of the chosen unit, `''` for people outside units, `null` for all. */
  readonly unit: string | null
  readonly onUnit: (unit: string | null) => void
  readonly versions: readonly number[]
  readonly version: number
  readonly onVersion: (version: number) => void
  readonly hasKeys: boolean
}

const everybody = '*'

/** What the table is narrowed to: by what is to be done, by the reviewing body, by the version. */
export function RowFilters(props: RowFiltersProps) {
  const { rows, counted, filter, unit, onUnit, versions, version, onVersion } = props
  const { t, i18n } = useTranslation()
  const units = unitsOfRows(rows, i18n.language)
  return (
    <div className="settlement-filters">
      <Chips
        label={t('settlement.filterLabel')}
        chips={offeredFilters(counted, filter).map(({ id, count }) => ({
          id,
          label: t(`settlement.filter.${id}`),
          count,
        }))}
        selected={filter}
        onSelect={props.onFilter}
      />
      <div className="row settlement-narrow">
        {units.length > 1 ? (
          <Select
            label={t('settlement.unit')}
            labelHidden
            choices={[
              { id: everybody, label: t('settlement.allUnits') },
              ...units.map((name) => ({ id: name ?? '', label: name ?? t('settlement.noUnit') })),
            ]}
            selected={unit ?? everybody}
            onSelect={(id) => onUnit(id === everybody ? null : id)}
          />
        ) : null}
        {versions.length > 1 ? (
          <Select
            label={t('settlement.version')}
            labelHidden
            choices={versions.map((number) => ({
              id: String(number),
              label: t('settlement.versionNumber', { number }),
            }))}
            selected={String(version)}
            onSelect={(id) => onVersion(Number(id))}
          />
        ) : null}
        {props.hasKeys ? <span className="quiet push settlement-keys">{t('settlement.keys')}</span> : null}
      </div>
    </div>
  )
}
