import type { PersonId } from '@glosa/domain/model'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { reading } from '../../api/index.ts'
import { ComboBox } from '../../ui/ComboBox.tsx'

interface PersonFieldProps {
  readonly label: string
  readonly selected: PersonId | null
  readonly onSelect: (personId: PersonId | null) => void
  readonly description?: string
  readonly error?: string | undefined
  readonly isRequired?: boolean
}

/** Somebody of the office, found by typing. */
export function PersonField(props: PersonFieldProps) {
  const { t } = useTranslation()
  const directory = useQuery({ ...reading('readDirectory'), staleTime: 60_000 })
  const { label, selected, onSelect, description, error, isRequired = false } = props
  const unitName = new Map((directory.data?.units ?? []).map(({ id, name }) => [id, name]))
  const choices = (directory.data?.people ?? []).map(({ id, displayName, unitId }) => ({
    id,
    label: displayName,
    detail: (unitId === null ? undefined : unitName.get(unitId)) ?? t('account.noUnit'),
  }))
  return (
    <ComboBox
      // The list of the kit is fixed once it is drawn: until it is known nobody types what would be thrown away with it.
      key={choices.length === 0 ? 'empty' : 'known'}
      isDisabled={choices.length === 0}
      label={label}
      description={description}
      error={error}
      isRequired={isRequired}
      choices={choices}
      selected={selected}
      onSelect={onSelect}
    />
  )
}
