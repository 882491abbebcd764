import ChevronDown from 'lucide-react/icons/chevron-down'
import { useTranslation } from 'react-i18next'
import { Button } from 'react-aria-components/Button'
import { ComboBox as AriaComboBox } from 'react-aria-components/ComboBox'
import { Group } from 'react-aria-components/Group'
import { Input } from 'react-aria-components/Input'
import { ListBox } from 'react-aria-components/ListBox'
import { Popover } from 'react-aria-components/Popover'
import type { Choice } from './Choice.ts'
import { ChoiceItem } from './ChoiceItem.tsx'
import { FieldParts, type FieldProps } from './Field.tsx'

interface ComboBoxProps<Id extends string> extends FieldProps {
  readonly choices: readonly Choice<Id>[]
  readonly selected: Id | null
  /** `null` when the words were deleted. */
  readonly onSelect: (id: Id | null) => void
  readonly placeholder?: string
}

/** One of many choices (people, units), found by typing; diacritics and case do not matter. */
export function ComboBox<Id extends string>(props: ComboBoxProps<Id>) {
  const { t } = useTranslation()
  const { label, description, error, isRequired = false, choices, selected, onSelect, placeholder = '' } = props
  return (
    <AriaComboBox
      className="field"
      defaultItems={choices}
      value={selected}
      onChange={(key) => onSelect(choices.find((choice) => choice.id === key)?.id ?? null)}
      menuTrigger="focus"
      isDisabled={props.isDisabled ?? false}
      isInvalid={error !== undefined}
      isRequired={isRequired}
      validationBehavior="aria"
      allowsEmptyCollection
    >
      <FieldParts label={label} description={description} error={error} isRequired={isRequired}>
        <Group className="input input-combo">
          <Input className="input-inner" placeholder={placeholder} />
          <Button className="input-button">
            <ChevronDown size={16} aria-hidden="true" />
          </Button>
        </Group>
      </FieldParts>
      <Popover className="popover" isNonModal>
        <ListBox<Choice<Id>>
          className="list"
          renderEmptyState={() => <p className="list-empty">{t('ui.nothingFits')}</p>}
        >
          {(choice) => <ChoiceItem choice={choice} />}
        </ListBox>
      </Popover>
    </AriaComboBox>
  )
}
