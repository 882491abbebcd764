import Check from 'lucide-react/icons/check'
import { ListBoxItem } from 'react-aria-components/ListBox'
import { Text } from 'react-aria-components/Text'
import type { Choice } from './Choice.ts'

/** A choice as a line of a list box. */
export const ChoiceItem = ({ choice }: { readonly choice: Choice }) => (
  <ListBoxItem className="option" id={choice.id} textValue={choice.label} isDisabled={choice.isDisabled ?? false}>
    {({ isSelected }) => (
      <>
        <span className="option-words">
          <Text slot="label">{choice.label}</Text>
          {choice.detail ? (
            <Text slot="description" className="option-detail">
              {choice.detail}
            </Text>
          ) : null}
        </span>
        {isSelected ? <Check size={16} aria-hidden="true" /> : null}
      </>
    )}
  </ListBoxItem>
)
