import Minus from 'lucide-react/icons/minus'
import Plus from 'lucide-react/icons/plus'
import { Button } from 'react-aria-components/Button'
import { Group } from 'react-aria-components/Group'
import { Input } from 'react-aria-components/Input'
import { NumberField as AriaNumberField } from 'react-aria-components/NumberField'
import { FieldParts, type FieldProps } from './Field.tsx'

interface NumberFieldProps extends FieldProps {
  readonly value: number
  /** Hears whole numbers within the limits only. */
  readonly onChange: (value: number) => void
  readonly least: number
  readonly most: number
  /** Reads the label aloud only: for tables, where the heading stands above. */
  readonly labelHidden?: boolean
}

/** A whole number, typed or counted up and down. */
export function NumberField(props: NumberFieldProps) {
  const { label, description, error, isRequired = false, value, onChange, least, most, labelHidden = false } = props
  const control = (
    <Group className="input input-combo input-number">
      <Input className="input-inner" />
      <Button slot="decrement" className="input-button">
        <Minus size={16} aria-hidden="true" />
      </Button>
      <Button slot="increment" className="input-button">
        <Plus size={16} aria-hidden="true" />
      </Button>
    </Group>
  )
  return (
    <AriaNumberField
      className="field"
      value={value}
      onChange={(next) => {
        if (Number.isInteger(next)) onChange(next)
      }}
      minValue={least}
      maxValue={most}
      step={1}
      isDisabled={props.isDisabled ?? false}
      isInvalid={error !== undefined}
      isRequired={isRequired}
      validationBehavior="aria"
      {...(labelHidden ? { 'aria-label': label } : {})}
    >
      {labelHidden ? (
        control
      ) : (
        <FieldParts label={label} description={description} error={error} isRequired={isRequired}>
          {control}
        </FieldParts>
      )}
    </AriaNumberField>
  )
}
