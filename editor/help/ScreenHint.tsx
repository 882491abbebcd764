import Lightbulb from 'lucide-react/icons/lightbulb'
import { useTranslation } from 'react-i18next'
import { Button } from '../ui/Button.tsx'
import { hintedScreen, type HelpScreen } from './helpScreens.ts'
import { putAllHintsAway, putHintAway, useHintAway } from './hints.ts'
import './help.css'

/** One sentence for who sees a screen for the first time; it stays until it is put away. */
export function ScreenHint({ screen }: { readonly screen: HelpScreen }) {
  const { t } = useTranslation()
  const hinted = hintedScreen(screen)
  const isAway = useHintAway(hinted)
  if (hinted === null || isAway) return null
  return (
    <aside className="hint" aria-label={t('help.hint')}>
      <Lightbulb size={18} aria-hidden="true" />
      <p>{t(`help.hintOf.${hinted}`)}</p>
      <Button size="small" onPress={() => putHintAway(hinted)}>
        {t('help.understood')}
      </Button>
      <Button size="small" variant="quiet" onPress={putAllHintsAway}>
        {t('help.noHints')}
      </Button>
    </aside>
  )
}
