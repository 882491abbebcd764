import { invitedId, type ReviewRound } from '@glosa/domain/model'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../api/index.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { notify } from '../../ui/notify.ts'
import { command } from '../material/command.ts'
import type { DialogOf } from '../material/DialogOf.ts'
import { InvitedFields } from './InvitedFields.tsx'
import { invitedWish, type InvitedDraft } from './termsDraft.ts'

/** Asks more units and people in a round that runs. */
export function AskMoreDialog({ store, material, round, onClose }: DialogOf & { readonly round: ReviewRound }) {
  const { t } = useTranslation()
  const [invited, setInvited] = useState<readonly InvitedDraft[]>([])
  const [isPending, setPending] = useState(false)
  const send = async () => {
    if (invited.length === 0) return
    setPending(true)
    const params = { materialId: material.id, roundId: round.id }
    const done = await command(store, t, call('inviteToRound', { params, body: { invited: invitedWish(invited) } }))
    setPending(false)
    if (!done) return
    notify({ tone: 'success', text: t('round.invited') })
    onClose()
  }
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('round.inviteTitle', { number: round.number })}
      footer={
        <>
          <Button onPress={onClose}>{t('ui.cancel')}</Button>
          <Button variant="primary" isPending={isPending} isDisabled={invited.length === 0} onPress={() => void send()}>
            {t('round.invite')}
          </Button>
        </>
      }
    >
      <InvitedFields invited={invited} onChange={setInvited} taken={new Set(round.invited.map(invitedId))} />
    </Dialog>
  )
}
