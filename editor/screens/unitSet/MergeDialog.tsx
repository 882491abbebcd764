import type { CommentId } from '@glosa/domain/model'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/Button.tsx'
import { Checkbox } from '../../ui/Checkbox.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import type { SetDraft } from './unitSetOf.ts'

interface MergeDialogProps {
  /** Of the draft that takes the others up. */
  readonly position: number
  readonly others: readonly (SetDraft & { readonly position: number })[]
  readonly onMerge: (ids: CommentId[]) => Promise<boolean>
  readonly onClose: () => void
}

/** Asks which drafts of the set are taken up in one. */
export function MergeDialog({ position, others, onMerge, onClose }: MergeDialogProps) {
  const { t } = useTranslation()
  const [chosen, setChosen] = useState<ReadonlySet<CommentId>>(new Set())
  const [isPending, setPending] = useState(false)
  const merge = async () => {
    setPending(true)
    if (!(await onMerge([...chosen]))) setPending(false)
  }
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('unitSet.mergeTitle', { position })}
      footer={
        <>
          <Button onPress={onClose}>{t('ui.cancel')}</Button>
          <Button variant="primary" isPending={isPending} isDisabled={chosen.size === 0} onPress={() => void merge()}>
            {t('unitSet.merge')}
          </Button>
        </>
      }
    >
      <p className="quiet">{t('unitSet.mergeHint')}</p>
      {others.map(({ comment, position: other }) => (
        <Checkbox
          key={comment.id}
          isSelected={chosen.has(comment.id)}
          onChange={(isOn) =>
            setChosen(isOn ? new Set([...chosen, comment.id]) : new Set([...chosen].filter((id) => id !== comment.id)))
          }
        >
          <span>
            {t('unitSet.position', { position: other })} <b>{comment.by.displayName}</b>: {comment.text.slice(0, 160)}
          </span>
        </Checkbox>
      ))}
    </Dialog>
  )
}
