import WifiOff from 'lucide-react/icons/wifi-off'
import { useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { answers, useReached } from '../api/index.ts'
import { Button } from '../ui/Button.tsx'

function watchNetwork(listener: () => void) {
  window.addEventListener('online', listener)
  window.addEventListener('offline', listener)
  return () => {
    window.removeEventListener('online', listener)
    window.removeEventListener('offline', listener)
  }
}

/** Says that the server is out of reach, and asks again on demand. */
export function OfflineBar() {
  const { t } = useTranslation()
  const hasNetwork = useSyncExternalStore(watchNetwork, () => navigator.onLine)
  const reached = useReached()
  return (
    <div role="status">
      {hasNetwork && reached ? null : (
        <div className="offline">
          <WifiOff size={18} aria-hidden="true" />
          <span>{t('shell.offline')}</span>
          <Button size="small" onPress={() => void answers.refetchQueries({ type: 'active' })}>
            {t('ui.retry')}
          </Button>
        </div>
      )}
    </div>
  )
}
