import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../i18n/useFormat.ts'
import { AlertDialog } from '../../ui/AlertDialog.tsx'
import { Button } from '../../ui/Button.tsx'
import type { SetActs } from './useSetActs.ts'
import type { UnitSetView } from './unitSetOf.ts'

/** The one act of the head: to send the set, or to say that there are no comments. */
export function SendBar({ set, send }: { readonly set: UnitSetView; readonly send: SetActs['send'] }) {
  const { t } = useTranslation()
  const format = useFormat()
  const [isAsking, setAsking] = useState(false)
  const [isPending, setPending] = useState(false)
  const count = set.drafts.length
  const isFaulty = set.drafts.some(({ fault }) => fault !== null)
  const verb = count > 0 ? t('unitSet.send', { count }) : t('unitSet.sendWithout')
  const run = async () => {
    setPending(true)
    await send({ withoutComments: count === 0, asLate: set.isPast })
    setPending(false)
    setAsking(false)
  }
  return (
    <div className="set-bar">
      <Button variant="primary" isDisabled={isFaulty} onPress={() => setAsking(true)}>
        {verb}
      </Button>
      <span className="quiet">
        {isFaulty ? t('unitSet.sendFaulty') : null}
        {set.standingFor ? t('unitSet.standingFor', { name: set.standingFor.displayName }) : null}
      </span>
      <AlertDialog
        isOpen={isAsking}
        title={t(count > 0 ? 'unitSet.sendTitle' : 'unitSet.sendWithoutTitle')}
        verb={verb}
        isPending={isPending}
        onConfirm={() => void run()}
        onCancel={() => setAsking(false)}
      >
        <p>{t('unitSet.sendHint', { unit: set.unitName })}</p>
        {set.standingFor ? <p>{t('unitSet.standingFor', { name: set.standingFor.displayName })}</p> : null}
        {set.isPast ? <p>{t('unitSet.sendLate', { time: format.dayAndTime(set.deadline) })}</p> : null}
      </AlertDialog>
    </div>
  )
}
