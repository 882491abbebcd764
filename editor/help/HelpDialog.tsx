import { useTranslation } from 'react-i18next'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { notify } from '../ui/notify.ts'
import { commonKeys, keysOf, type HelpScreen } from './helpScreens.ts'
import { closeHelp } from './helpWindow.ts'
import { bringHintsBack, useSomeHintsAway } from './hints.ts'
import './help.css'

type HelpKey = (typeof commonKeys)[number] | ReturnType<typeof keysOf>[number]

/** What the screen is for, and what the keyboard can do on it. */
export function HelpDialog({ screen }: { readonly screen: HelpScreen }) {
  const { t } = useTranslation()
  const someAway = useSomeHintsAway()
  const own = keysOf(screen)
  const bringBack = () => {
    bringHintsBack()
    notify({ tone: 'success', text: t('help.hintsAreBack') })
  }
  return (
    <Dialog
      isOpen
      onClose={closeHelp}
      title={t('help.title')}
      footer={someAway ? <Button onPress={bringBack}>{t('help.hintsBack')}</Button> : null}
    >
      <p>{t(`help.screen.${screen}`)}</p>
      {own.length > 0 ? (
        <section>
          <h3>{t('help.here')}</h3>
          <Keys keys={own} />
        </section>
      ) : null}
      <section>
        <h3>{t('help.everywhere')}</h3>
        <Keys keys={commonKeys} />
      </section>
    </Dialog>
  )
}

function Keys({ keys }: { readonly keys: readonly HelpKey[] }) {
  const { t } = useTranslation()
  return (
    <dl className="keys">
      {keys.map(([name, combination]) => (
        <div key={`${name} ${combination}`}>
          <dt>
            <kbd>{combination}</kbd>
          </dt>
          <dd>{t(`help.key.${name}`)}</dd>
        </div>
      ))}
    </dl>
  )
}
