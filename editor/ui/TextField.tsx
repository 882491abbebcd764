import type { ReactNode, Ref } from 'react'
import { Input } from 'react-aria-components/Input'
import { TextArea as AriaTextArea } from 'react-aria-components/TextArea'
import { TextField as AriaTextField, type TextFieldProps as AriaTextFieldProps } from 'react-aria-components/TextField'
import { FieldParts, type FieldProps } from './Field.tsx'

type Passed =
  | 'value'
  | 'defaultValue'
  | 'onChange'
  | 'onBlur'
  | 'onKeyDown'
  | 'name'
  | 'autoFocus'
  | 'maxLength'
  | 'autoComplete'
  | 'type'
  | 'isReadOnly'
  | 'inputMode'
  | 'aria-autocomplete'
  | 'aria-controls'
  | 'aria-activedescendant'

/** Properties of both text fields. */
export type TextFieldProps = FieldProps & Pick<AriaTextFieldProps, Passed> & { readonly placeholder?: string }

function Frame({ label, description, error, children, ...field }: TextFieldProps & { readonly children: ReactNode }) {
  const parts = { label, description, error, isRequired: field.isRequired ?? false }
  return (
    <AriaTextField {...field} className="field" isInvalid={error !== undefined} validationBehavior="aria">
      <FieldParts {...parts}>{children}</FieldParts>
    </AriaTextField>
  )
}

/** One line of text with its label. */
export const TextField = ({
  placeholder = '',
  inputRef,
  ...rest
}: TextFieldProps & { readonly inputRef?: Ref<HTMLInputElement> }) => (
  <Frame {...rest}>
    <Input className="input" placeholder={placeholder} {...(inputRef ? { ref: inputRef } : {})} />
  </Frame>
)

/** Several lines of text with their label. */
export const TextArea = ({
  placeholder = '',
  rows = 4,
  areaRef,
  ...rest
}: TextFieldProps & { readonly rows?: number; readonly areaRef?: Ref<HTMLTextAreaElement> }) => (
  <Frame {...rest}>
    <AriaTextArea
      className="input input-area"
      placeholder={placeholder}
      rows={rows}
      {...(areaRef ? { ref: areaRef } : {})}
    />
  </Frame>
)
