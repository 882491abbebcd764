import { unsettledComments } from '@glosa/domain/model'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call, isFailure, problemKey } from '../../api/index.ts'
import { AlertDialog } from '../../ui/AlertDialog.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { notify } from '../../ui/notify.ts'
import type { DialogOf } from './DialogOf.ts'

/** Locks the version: says what follows, and why not when it is refused. */
export function LockDialog({ store, material, onClose }: DialogOf) {
  const { t } = useTranslation()
  const [isPending, setPending] = useState(false)
  const [refusal, setRefusal] = useState<string | null>(null)
  const number = material.versions.length + 1
  const unsettled = unsettledComments(material).length
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
    >
      <p>{t('material.lockConsequences')}</p>
      {unsettled > 0 ? <Notice tone="warning">{t('material.lockUnsettled', { count: unsettled })}</Notice> : null}
      {refusal ? (
        <Notice tone="danger" role="alert">
          {refusal}
        </Notice>
      ) : null}
    </AlertDialog>
  )
}
