import type { CommentId, ReviewComment } from '@glosa/domain/model'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { RadioCards } from '../../ui/RadioCards.tsx'
import type { SettlementActs } from './useSettlementActs.ts'

interface LinkDialogProps {
  readonly chosen: readonly ReviewComment[]
  readonly acts: SettlementActs
  readonly onClose: () => void
  readonly onDone: () => void
}

/** Says which of several comments the others are settled with. An essential one is proposed first: it has the guards. */
export function LinkDialog({ chosen, acts, onClose, onDone }: LinkDialogProps) {
  const { t } = useTranslation()
  const [first, setFirst] = useState<CommentId | null>(
    () => (chosen.find(({ kind }) => kind === 'essential') ?? chosen[0])?.id ?? null,
  )
  const [isPending, setPending] = useState(false)
  const run = async () => {
    if (first === null || isPending) return
    setPending(true)
    const others = chosen.flatMap(({ id }) => (id === first ? [] : [id]))
    const isDone = await acts.link(first, others)
    setPending(false)
    if (!isDone) return
    onClose()
    onDone()
  }
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('settlement.linkTitle')}
      footer={
        <>
          <Button onPress={onClose}>{t('ui.cancel')}</Button>
          <Button variant="primary" isPending={isPending} onPress={() => void run()}>
            {t('settlement.link')}
          </Button>
        </>
      }
    >
      <p>{t('settlement.linkHint')}</p>
      <RadioCards
        label={t('settlement.linkFirst')}
        choices={chosen.map(({ id, number, by, text }) => ({
          id,
          label: t('settlement.linkChoice', { number, name: by.displayName, text: shorten(text) }),
        }))}
        selected={first}
        onSelect={setFirst}
      />
    </Dialog>
  )
}

const shorten = (text: string) => (text.length > 80 ? `${text.slice(0, 79)}…` : text)
