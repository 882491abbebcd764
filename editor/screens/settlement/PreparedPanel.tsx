import { heldSettlements, maySeeHeld, releases, type Actor, type Material } from '@glosa/domain/model'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { AlertDialog } from '../../ui/AlertDialog.tsx'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import type { SettlementActs } from './useSettlementActs.ts'

interface PreparedPanelProps {
  readonly material: Material
  readonly actor: Actor
  readonly acts: SettlementActs
}

/** Settlements that were prepared and not shown yet, and who shows them. */
export function PreparedPanel({ material, actor, acts }: PreparedPanelProps) {
  const { t } = useTranslation()
  const [isAsking, setAsking] = useState(false)
  const [isPending, setPending] = useState(false)
  const held = material.state === 'locked' || !maySeeHeld(actor, material) ? [] : heldSettlements(material)
  const mine = held.filter((comment) => releases(actor, material, comment))
  const isForSponsor = mine.length < held.length && actor.personId !== material.sponsor?.personId
  if (held.length === 0) return null
  const release = async () => {
    setPending(true)
    await acts.release(null, mine.length)
    setPending(false)
    setAsking(false)
  }
  return (
    <Notice tone="info" title={t('settlement.prepared', { count: held.length })}>
      {isForSponsor ? <p>{t('settlement.preparedForSponsor', { name: material.sponsor?.displayName ?? '' })}</p> : null}
      {mine.length > 0 ? (
        <p className="notice-act">
          <Button size="small" variant="primary" onPress={() => setAsking(true)}>
            {t('settlement.release')}
          </Button>
        </p>
      ) : null}
      {isAsking ? (
        <AlertDialog
          isOpen
          title={t('settlement.releaseTitle')}
          verb={t('settlement.releaseOne')}
          onConfirm={() => void release()}
          onCancel={() => setAsking(false)}
          isPending={isPending}
        >
          <p>{t('settlement.releaseText')}</p>
        </AlertDialog>
      ) : null}
    </Notice>
  )
}
