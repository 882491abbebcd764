import type { RecordsSystemView } from '@glosa/domain/contract'
import { useTranslation } from 'react-i18next'
import { Link } from '../../ui/Link.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { problemTitle } from './deliveryProblem.ts'
import { systemName } from './systemName.ts'

/** What keeps the queues from going on, one line for each records system. */
export function QueueHolds({ systems }: { readonly systems: readonly RecordsSystemView[] }) {
  const { t } = useTranslation()
  const held = systems.flatMap(({ target, label, heldUpBy }) => (heldUpBy ? [{ target, label, heldUpBy }] : []))
  const unset = systems.filter(({ isConfigured }) => !isConfigured)
  return (
    <>
      {held.map(({ target, label, heldUpBy }) => (
        <Notice
          key={target}
          tone={heldUpBy.isDeadLetter ? 'danger' : 'warning'}
          title={t('records.heldUp', { system: systemName(label, t) })}
        >
          <p>
            <Link
              to="/records/deliveries/$materialId/$deliveryId"
              params={{ materialId: heldUpBy.materialId, deliveryId: heldUpBy.deliveryId }}
            >
              {heldUpBy.materialNumber} – {heldUpBy.title}
            </Link>
            {heldUpBy.problem ? ` · ${problemTitle(heldUpBy.problemCode, heldUpBy.problem, t)}` : null}
          </p>
        </Notice>
      ))}
      {unset.map(({ target }) => (
        <Notice key={target} tone="warning" title={t('records.notConfigured', { target })}>
          {t('records.notConfiguredText')}
        </Notice>
      ))}
    </>
  )
}
