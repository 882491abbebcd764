import ChevronDown from 'lucide-react/icons/chevron-down'
import { Button } from 'react-aria-components/Button'
import { ListBox } from 'react-aria-components/ListBox'
import { Popover } from 'react-aria-components/Popover'
import { Select as AriaSelect, SelectValue } from 'react-aria-components/Select'
import type { Choice } from './Choice.ts'
import { ChoiceItem } from './ChoiceItem.tsx'
import { FieldParts, type FieldProps } from './Field.tsx'

interface SelectProps<Id extends string> extends FieldProps {
  readonly choices: readonly Choice<Id>[]
  /** `null` while nothing is chosen. */
  readonly selected: Id | null
  readonly onSelect: (id: Id) => void
  readonly placeholder?: string
  /** Reads the label aloud only: for tables, where the heading stands above. */
  readonly labelHidden?: boolean
}

/** One of a few choices. */
export function Select<Id extends string>(props: SelectProps<Id>) {
  const { label, description, error, isRequired = false, choices, selected, onSelect, placeholder, labelHidden } = props
  const control = (
    <>
      <Button className="input input-select">
        <SelectValue className="input-select-value">
          {({ isPlaceholder, defaultChildren }) =>
            isPlaceholder ? defaultChildren : choices.find((choice) => choice.id === selected)?.label
          }
        </SelectValue>
        <ChevronDown size={16} aria-hidden="true" />
      </Button>
      <Popover className="popover">
        <ListBox className="list" items={choices}>
          {(choice) => <ChoiceItem choice={choice} />}
        </ListBox>
      </Popover>
    </>
  )
  return (
    <AriaSelect
      className="field"
      value={selected}
      onChange={(key) => {
        const chosen = choices.find((choice) => choice.id === key)
        if (chosen) onSelect(chosen.id)
      }}
      isDisabled={props.isDisabled ?? false}
      isInvalid={error !== undefined}
      isRequired={isRequired}
      validationBehavior="aria"
      {...(placeholder === undefined ? {} : { placeholder })}
      {...(labelHidden ? { 'aria-label': label } : {})}
    >
      {labelHidden ? (
        control
      ) : (
        <FieldParts label={label} description={description} error={error} isRequired={isRequired}>
          {control}
        </FieldParts>
      )}
    </AriaSelect>
  )
}
