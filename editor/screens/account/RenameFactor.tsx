import type { ShownFactorOf } from '@glosa/domain/contract'
import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { isFailure, useAct } from '../../api/index.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { notify } from '../../ui/notify.ts'

/** Calls a factor otherwise. */
export function RenameFactor({ factor, onClose }: { readonly factor: ShownFactorOf; readonly onClose: () => void }) {
  const { t } = useTranslation()
  const [label, setLabel] = useState(factor.label)
  const rename = useAct('renameFactor', { changes: ['readSecondFactor'] })
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (label.trim() === '') return
    const outcome = await rename.run({ params: { factorId: factor.factorId }, body: { label: label.trim() } })
    if (isFailure(outcome)) return
    notify({ tone: 'success', text: t('secondFactor.renamed') })
    onClose()
  }
  return (
    <Dialog isOpen onClose={onClose} title={t('secondFactor.renameOf', { label: factor.label })}>
      <form className="form" onSubmit={(event) => void submit(event)} noValidate>
        <TextField
          label={t('secondFactor.label')}
          value={label}
          onChange={setLabel}
          autoComplete="off"
          maxLength={60}
          autoFocus
          isRequired
        />
        <div className="form-acts">
          <Button type="submit" variant="primary" isPending={rename.isPending} isDisabled={label.trim() === ''}>
            {t('secondFactor.rename')}
          </Button>
          <Button onPress={onClose}>{t('ui.cancel')}</Button>
        </div>
      </form>
    </Dialog>
  )
}
