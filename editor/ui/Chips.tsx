import { ToggleButton } from 'react-aria-components/ToggleButton'
import { ToggleButtonGroup } from 'react-aria-components/ToggleButtonGroup'

/** One chip of a filter; `count` stands in brackets after the words. */
export interface Chip<Id extends string> {
  readonly id: Id
  readonly label: string
  readonly count?: number
}

interface ChipsProps<Id extends string> {
  /** What is being filtered, for screen readers. */
  readonly label: string
  readonly chips: readonly Chip<Id>[]
  readonly selected: Id
  readonly onSelect: (id: Id) => void
}

/** A filter of which exactly one value is on. */
export function Chips<Id extends string>({ label, chips, selected, onSelect }: ChipsProps<Id>) {
  return (
    <ToggleButtonGroup
      aria-label={label}
      className="chips"
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[selected]}
      onSelectionChange={(keys) => {
        const chosen = chips.find((chip) => keys.has(chip.id))
        if (chosen) onSelect(chosen.id)
      }}
    >
      {chips.map((chip) => (
        <ToggleButton key={chip.id} id={chip.id} className="chip">
          {chip.label}
          {chip.count === undefined ? null : ` (${chip.count})`}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  )
}
