import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Dialog as AriaDialog } from 'react-aria-components/Dialog'
import { Heading } from 'react-aria-components/Heading'
import { Modal, ModalOverlay } from 'react-aria-components/Modal'
import { Button } from './Button.tsx'

interface AlertDialogProps {
  readonly isOpen: boolean
  readonly title: string
  readonly children: ReactNode
  /** The verb of the act ("Uzamknout verzi"), never "OK". */
  readonly verb: string
  readonly onConfirm: () => void
  /** Not given: there is no way back, the verb is the only button. */
  readonly onCancel?: () => void
  readonly cancelVerb?: string
  readonly isDanger?: boolean
  readonly isPending?: boolean
  /** Something stands in the way, which the children say. */
  readonly isDisabled?: boolean
}

/** Asks before something that cannot be taken back. The focus starts on the safe button. */
export function AlertDialog(props: AlertDialogProps) {
  const { t } = useTranslation()
  const { isOpen, title, children, verb, onConfirm, onCancel, isDanger = false, isPending = false } = props
  const { isDisabled = false } = props
  return (
    <ModalOverlay
      className="overlay"
      isOpen={isOpen}
      isKeyboardDismissDisabled={!onCancel}
      onOpenChange={(open) => {
        if (!open) onCancel?.()
      }}
    >
      <Modal className="modal modal-narrow">
        <AriaDialog className="dialog" role="alertdialog">
          <Heading slot="title" level={2} className="dialog-title">
            {title}
          </Heading>
          <div className="dialog-body">{children}</div>
          <footer className="dialog-footer">
            {onCancel ? (
              <Button onPress={onCancel} autoFocus>
                {props.cancelVerb ?? t('ui.cancel')}
              </Button>
            ) : null}
            <Button
              variant={isDanger ? 'danger' : 'primary'}
              onPress={onConfirm}
              isPending={isPending}
              isDisabled={isDisabled}
              autoFocus={!onCancel}
            >
              {verb}
            </Button>
          </footer>
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}
