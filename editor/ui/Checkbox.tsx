import Check from 'lucide-react/icons/check'
import Minus from 'lucide-react/icons/minus'
import type { ReactNode } from 'react'
import { Checkbox as AriaCheckbox, type CheckboxProps as AriaCheckboxProps } from 'react-aria-components/Checkbox'

type Passed = 'isSelected' | 'onChange' | 'isDisabled' | 'isIndeterminate' | 'slot' | 'aria-label' | 'name'

/** Yes or no, with its words beside it. Inside a table, `slot="selection"`. */
export const Checkbox = ({
  children,
  ...rest
}: Pick<AriaCheckboxProps, Passed> & { readonly children?: ReactNode }) => (
  <AriaCheckbox {...rest} className="checkbox">
    {({ isIndeterminate }) => (
      <>
        <span className="checkbox-box" aria-hidden="true">
          {isIndeterminate ? <Minus size={14} strokeWidth={3} /> : <Check size={14} strokeWidth={3} />}
        </span>
        {children}
      </>
    )}
  </AriaCheckbox>
)
