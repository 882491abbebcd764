import { FieldError } from 'react-aria-components/FieldError'
import { Label } from 'react-aria-components/Label'
import { Radio, RadioGroup } from 'react-aria-components/RadioGroup'
import type { Choice } from './Choice.ts'

interface RadioCardsProps<Id extends string> {
  readonly label: string
  readonly choices: readonly Choice<Id>[]
  readonly selected: Id | null
  readonly onSelect: (id: Id) => void
  readonly error?: string | undefined
  readonly isRequired?: boolean
}

/** One of two or three choices that need a sentence of explanation each. */
export function RadioCards<Id extends string>(props: RadioCardsProps<Id>) {
  const { label, choices, selected, onSelect, error, isRequired = false } = props
  return (
    <RadioGroup
      className="field"
      value={selected}
      onChange={(id) => {
        const chosen = choices.find((choice) => choice.id === id)
        if (chosen) onSelect(chosen.id)
      }}
      isInvalid={error !== undefined}
      isRequired={isRequired}
      validationBehavior="aria"
    >
      <Label className="field-label">
        {label}
        {isRequired ? <span aria-hidden="true"> *</span> : null}
      </Label>
      <div className="radio-cards">
        {choices.map((choice) => (
          <Radio key={choice.id} value={choice.id} className="radio-card">
            <span className="radio-dot" aria-hidden="true" />
            <span className="option-words">
              <span className="radio-label">{choice.label}</span>
              {choice.detail ? <span className="option-detail">{choice.detail}</span> : null}
            </span>
          </Radio>
        ))}
      </div>
      <FieldError className="field-error">{error}</FieldError>
    </RadioGroup>
  )
}
