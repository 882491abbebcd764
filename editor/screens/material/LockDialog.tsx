import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call, isFailure, problemKey } from '../../api/index.ts'
import { AlertDialog } from '../../ui/AlertDialog.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Spinner } from '../../ui/Spinner.tsx'
import { notify } from '../../ui/notify.ts'
import { Obstacles } from '../completion/Obstacles.tsx'
import type { DialogOf } from './DialogOf.ts'
import { useReadiness } from './useReadiness.ts'

/** Locks the version: says what follows and everything that stands in the way, with the way to where it is removed. */
export function LockDialog({ store, material, onClose }: DialogOf) {
  const { t } = useTranslation()
  const [isPending, setPending] = useState(false)
  const [refusal, setRefusal] = useState<string | null>(null)
  const ready = useReadiness(store, true)
  const number = material.versions.length + 1
  const isBlocked = ready !== undefined && ready.obstacles.length > 0
  const lock = async () => {
    setPending(true)
    setRefusal(null)
    const outcome = await call('lockMaterial', { params: { materialId: material.id } })
    setPending(false)
    if (isFailure(outcome)) return setRefusal(t(problemKey(outcome)))
    await store.catchUp(outcome.sequence)
    notify({ tone: 'success', text: t('material.lockDone', { number: outcome.version }) })
    onClose()
  }
  return (
    <AlertDialog
      isOpen
      isDanger
      title={t('material.lockTitle', { number })}
      verb={t('material.lock')}
      onConfirm={() => void lock()}
      onCancel={onClose}
      isPending={isPending}
      isDisabled={isBlocked}
    >
      <p>{t('material.lockConsequences')}</p>
      {ready === undefined ? (
        <Spinner label={t('obstacle.checking')} />
      ) : isBlocked ? (
        <Notice tone="warning" title={t('obstacle.title')}>
          <Obstacles material={material} obstacles={ready.obstacles} onGo={onClose} />
        </Notice>
      ) : (
        <Notice tone="success">{t('obstacle.none')}</Notice>
      )}
      {refusal ? (
        <Notice tone="danger" role="alert">
          {refusal}
        </Notice>
      ) : null}
    </AlertDialog>
  )
}
