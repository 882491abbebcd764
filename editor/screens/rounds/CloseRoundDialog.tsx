import {
  currentRound,
  invitedId,
  isUndisclosed,
  lastDeadlineOf,
  silentIn,
  undecidedLateComments,
} from '@glosa/domain/model'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../api/index.ts'
import { AlertDialog } from '../../ui/AlertDialog.tsx'
import { notify } from '../../ui/notify.ts'
import { useNow } from '../../ui/useNow.ts'
import { command } from '../material/command.ts'
import type { DialogOf } from '../material/DialogOf.ts'

/** Closes the round, also before its deadline; shows who has said nothing, which is recorded. */
export function CloseRoundDialog({ store, material, onClose }: DialogOf) {
  const { t } = useTranslation()
  const now = useNow()
  const [isPending, setPending] = useState(false)
  const round = currentRound(material)
  const silent = round ? silentIn(material, round) : []
  const late = undecidedLateComments(material).length
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
      {round && lastDeadlineOf(round) > now ? <p>{t('material.closeRoundEarly')}</p> : null}
      {silent.length > 0 ? (
        <div>
          <p>{t('round.silentNow')}</p>
          <ul>
            {silent.map((each) => (
              <li key={invitedId(each)}>
                {'unitId' in each ? each.unitName : each.displayName} ({t(`round.obligation.${each.obligation}`)})
              </li>
            ))}
          </ul>
          <p className="quiet">{t('round.silentHint')}</p>
        </div>
      ) : (
        <p>{t('round.silentNobody')}</p>
      )}
      {late > 0 ? <p>{t('round.lateWaiting', { count: late })}</p> : null}
      {round && isUndisclosed(round) ? <p>{t('round.disclosesHint')}</p> : null}
      <p>{t('material.closeRoundHint')}</p>
    </AlertDialog>
  )
}
