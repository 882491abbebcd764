import CircleAlert from 'lucide-react/icons/circle-alert'
import CircleCheck from 'lucide-react/icons/circle-check'
import Info from 'lucide-react/icons/info'
import X from 'lucide-react/icons/x'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from './Button.tsx'
import { closeToast, currentToasts, watchToasts, type Toast } from './notify.ts'

const icons = { success: CircleCheck, info: Info, error: CircleAlert }
const shownFor = 7_000

/** The corner where messages appear. Stands once, in the shell. */
export function Toasts() {
  const { t } = useTranslation()
  const toasts = useSyncExternalStore(watchToasts, currentToasts)
  return (
    <section className="toasts" role="status" aria-label={t('ui.messages')} aria-live="polite" aria-atomic="false">
      {toasts.map((toast) => (
        <ToastCard key={toast.id} toast={toast} />
      ))}
    </section>
  )
}

function ToastCard({ toast }: { readonly toast: Toast }) {
  const { t } = useTranslation()
  const [held, setHeld] = useState(false)
  const stays = toast.tone === 'error' || held
  useEffect(() => {
    if (stays) return
    const timer = setTimeout(() => closeToast(toast.id), shownFor)
    return () => clearTimeout(timer)
  }, [stays, toast.id])
  const Icon = icons[toast.tone]
  return (
    <div
      className={`toast toast-${toast.tone}`}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <Icon size={20} aria-hidden="true" />
      <p className="toast-text">{toast.text}</p>
      {toast.act ? (
        <Button
          size="small"
          onPress={() => {
            toast.act?.onPress()
            closeToast(toast.id)
          }}
        >
          {toast.act.verb}
        </Button>
      ) : null}
      <Button
        variant="quiet"
        className="button-icon"
        aria-label={t('ui.closeMessage')}
        onPress={() => closeToast(toast.id)}
        icon={<X size={16} aria-hidden="true" />}
      />
    </div>
  )
}
