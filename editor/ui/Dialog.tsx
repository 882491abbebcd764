import X from 'lucide-react/icons/x'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Dialog as AriaDialog } from 'react-aria-components/Dialog'
import { Heading } from 'react-aria-components/Heading'
import { Modal, ModalOverlay } from 'react-aria-components/Modal'
import { Button } from './Button.tsx'

interface DialogProps {
  readonly isOpen: boolean
  readonly onClose: () => void
  readonly title: string
  readonly children: ReactNode
  /** Buttons, the main one last. */
  readonly footer?: ReactNode
  readonly width?: 'narrow' | 'wide'
  /** Only its own buttons close it. */
  readonly isPinned?: boolean
}

/** A window over the page; the page behind is out of reach until it closes. */
export function Dialog({ isOpen, onClose, title, children, footer, width = 'narrow', isPinned = false }: DialogProps) {
  const { t } = useTranslation()
  return (
    <ModalOverlay
      className="overlay"
      isOpen={isOpen}
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
      isDismissable={!isPinned}
      isKeyboardDismissDisabled={isPinned}
    >
      <Modal className={`modal modal-${width}`}>
        <AriaDialog className="dialog">
          <header className="dialog-header">
            <Heading slot="title" level={2} className="dialog-title">
              {title}
            </Heading>
            {isPinned ? null : (
              <Button
                variant="quiet"
                className="button-icon"
                aria-label={t('ui.close')}
                onPress={onClose}
                icon={<X size={18} aria-hidden="true" />}
              />
            )}
          </header>
          <div className="dialog-body">{children}</div>
          {footer ? <footer className="dialog-footer">{footer}</footer> : null}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}
