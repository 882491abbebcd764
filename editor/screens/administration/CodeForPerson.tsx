import { useTranslation } from 'react-i18next'
import { useFormat } from '../../i18n/useFormat.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'

/** A code by which a person sets up a second factor. */
export interface IssuedCode {
  readonly displayName: string
  readonly code: string
  readonly expiresAt: number
}

/** Shows the code, once: it is handed over in person. */
export function CodeForPerson({ issued, onClose }: { readonly issued: IssuedCode; readonly onClose: () => void }) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <Dialog
      isOpen
      isPinned
      onClose={onClose}
      title={t('administration.code.title', { name: issued.displayName })}
      footer={
        <Button variant="primary" onPress={onClose} autoFocus>
          {t('administration.code.done')}
        </Button>
      }
    >
      <p>{t('administration.code.text')}</p>
      <p className="one-time-code">{issued.code}</p>
      <p className="quiet">{t('administration.code.until', { when: format.dayAndTime(issued.expiresAt) })}</p>
    </Dialog>
  )
}
