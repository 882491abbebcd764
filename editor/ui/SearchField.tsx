import Search from 'lucide-react/icons/search'
import X from 'lucide-react/icons/x'
import { useTranslation } from 'react-i18next'
import { Button } from 'react-aria-components/Button'
import { Input } from 'react-aria-components/Input'
import { SearchField as AriaSearchField } from 'react-aria-components/SearchField'

interface SearchFieldProps {
  readonly label: string
  readonly placeholder: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly autoFocus?: boolean
  /** Enter was pressed in the field. */
  readonly onSubmit?: () => void
}

/** Words to search for; Escape clears them. */
export function SearchField({ label, placeholder, ...rest }: SearchFieldProps) {
  const { t } = useTranslation()
  return (
    <AriaSearchField aria-label={label} className="search" {...rest}>
      {({ isEmpty }) => (
        <>
          <Search size={18} aria-hidden="true" />
          <Input className="search-input" placeholder={placeholder} />
          {isEmpty ? null : (
            <Button className="search-clear" aria-label={t('ui.clear')}>
              <X size={16} aria-hidden="true" />
            </Button>
          )}
        </>
      )}
    </AriaSearchField>
  )
}
