import { currentRound } from '@glosa/domain/model'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../api/index.ts'
import { AlertDialog } from '../../ui/AlertDialog.tsx'
import { Button } from '../../ui/Button.tsx'
import { DateTimeField } from '../../ui/DateTimeField.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { notify } from '../../ui/notify.ts'
import { useNow } from '../../ui/useNow.ts'
import { command } from './command.ts'
import type { DialogOf } from './DialogOf.ts'
import { Invitations } from './InviteDialog.tsx'

/** Opens the review round: who is asked, and until when. */
export function OpenRoundDialog({ store, material, onClose }: DialogOf) {
  const { t } = useTranslation()
  const now = useNow()
  const [closesAt, setClosesAt] = useState<number | null>(null)
  const [tried, setTried] = useState(false)
  const [isPending, setPending] = useState(false)
  const asked = material.invitations.some(({ right }) => right !== 'read')
  const inTime = closesAt !== null && closesAt > now
  const open = async () => {
    setTried(true)
    if (!asked || !inTime) return
    setPending(true)
    const done = await command(store, t, call('openRound', { params: { materialId: material.id }, body: { closesAt } }))
    setPending(false)
    if (!done) return
    notify({ tone: 'success', text: t('material.roundOpened') })
    onClose()
  }
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('material.openRound')}
      footer={
        <>
          <Button onPress={onClose}>{t('ui.cancel')}</Button>
          <Button variant="primary" isPending={isPending} onPress={() => void open()}>
            {t('material.openRound')}
          </Button>
        </>
      }
    >
      <p>{t('material.openRoundHint')}</p>
      <Invitations store={store} material={material} />
      {tried && !asked ? (
        <p className="field-error" role="alert">
          {t('material.noInvitations')}
        </p>
      ) : null}
      <DateTimeField
        label={t('material.closesAt')}
        value={closesAt}
        onChange={setClosesAt}
        earliest={now}
        isRequired
        error={tried && !inTime ? t('material.closesAtMissing') : undefined}
      />
      {tried && !inTime ? (
        <p className="field-error" role="alert">
          {t('material.closesAtMissing')}
        </p>
      ) : null}
    </Dialog>
  )
}

/** Closes the round, also before its deadline. */
export function CloseRoundDialog({ store, material, onClose }: DialogOf) {
  const { t } = useTranslation()
  const now = useNow()
  const [isPending, setPending] = useState(false)
  const round = currentRound(material)
  const close = async () => {
    setPending(true)
    const done = await command(store, t, call('closeRound', { params: { materialId: material.id } }))
    setPending(false)
    if (!done) return
    notify({ tone: 'success', text: t('material.roundClosed') })
    onClose()
  }
  return (
    <AlertDialog
      isOpen
      title={t('material.closeRoundTitle')}
      verb={t('material.closeRound')}
      onConfirm={() => void close()}
      onCancel={onClose}
      isPending={isPending}
    >
      {round && round.closesAt > now ? <p>{t('material.closeRoundEarly')}</p> : null}
      <p>{t('material.closeRoundHint')}</p>
    </AlertDialog>
  )
}
