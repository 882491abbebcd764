import { useTranslation } from 'react-i18next'
import { Dialog } from '../../ui/Dialog.tsx'

const keys = [
  ['next', 'Alt+↓'],
  ['previous', 'Alt+↑'],
  ['card', 'Alt+Enter'],
  ['back', 'Esc'],
  ['comment', 'Ctrl+Alt+M'],
  ['regions', 'F6'],
  ['help', '?'],
] as const

/** What the keyboard can do on the page of a material. */
export function HelpDialog({ isOpen, onClose }: { readonly isOpen: boolean; readonly onClose: () => void }) {
  const { t } = useTranslation()
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title={t('material.help')}>
      <dl className="keys">
        {keys.map(([name, combination]) => (
          <div key={name}>
            <dt>
              <kbd>{combination}</kbd>
            </dt>
            <dd>{t(`material.helpKeys.${name}`)}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  )
}
