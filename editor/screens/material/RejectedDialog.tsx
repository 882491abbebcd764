import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { TextArea } from '../../ui/TextField.tsx'
import { notify } from '../../ui/notify.ts'

interface RejectedDialogProps {
  /** The words that came too late. */
  readonly words: string
  readonly onGoOn: () => void
}

/** Gives people back the words that were not saved, before the copy of the text is thrown away. */
export function RejectedDialog({ words, onGoOn }: RejectedDialogProps) {
  const { t } = useTranslation()
  const copy = () => {
    navigator.clipboard.writeText(words).then(
      () => notify({ tone: 'success', text: t('material.copied') }),
      () => notify({ tone: 'error', text: t('material.copyFailed') }),
    )
  }
  return (
    <Dialog
      isOpen
      isPinned
      onClose={onGoOn}
      title={t('material.rejectedTitle')}
      footer={
        <>
          {words ? <Button onPress={copy}>{t('material.copy')}</Button> : null}
          <Button variant="primary" onPress={onGoOn}>
            {t('material.goOn')}
          </Button>
        </>
      }
    >
      <p>{t('material.rejectedHint')}</p>
      {words ? (
        <TextArea label={t('material.rejectedWords')} value={words} isReadOnly rows={6} />
      ) : (
        <p>{t('material.rejectedNothing')}</p>
      )}
    </Dialog>
  )
}
