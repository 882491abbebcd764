import type { ReactNode } from 'react'
import { FieldError } from 'react-aria-components/FieldError'
import { Label } from 'react-aria-components/Label'
import { Text } from 'react-aria-components/Text'

/** What every field has. `error` marks the field invalid and is read with it. */
export interface FieldProps {
  readonly label: string
  readonly description?: string | undefined
  readonly error?: string | undefined
  readonly isRequired?: boolean
  readonly isDisabled?: boolean
}

/** Label, description, control and error in their order. */
export function FieldParts(props: Omit<FieldProps, 'isDisabled'> & { readonly children: ReactNode }) {
  const { label, description, error, isRequired, children } = props
  return (
    <>
      <Label className="field-label">
        {label}
        {isRequired ? <span aria-hidden="true"> *</span> : null}
      </Label>
      {description ? (
        <Text slot="description" className="field-description">
          {description}
        </Text>
      ) : null}
      {children}
      <FieldError className="field-error">{error}</FieldError>
    </>
  )
}
