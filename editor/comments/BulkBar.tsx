import type { Actor, CommentId, Material, ReviewComment } from '@glosa/domain/model'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { AlertDialog } from '../ui/AlertDialog.tsx'
import { Button } from '../ui/Button.tsx'
import type { CommentActs } from './CommentActs.ts'
import { mayForward, mayLink, mayWithdraw } from './commentRights.ts'

interface BulkBarProps {
  readonly material: Material
  readonly actor: Actor
  readonly chosen: readonly ReviewComment[]
  readonly acts: CommentActs
  /** Everything was done or given up: nothing is chosen any more. */
  readonly onDone: () => void
}

/** What can be done to several chosen comments in one act: withdraw, link as the same, hand to the unit. */
export function BulkBar({ material, actor, chosen, acts, onDone }: BulkBarProps) {
  const { t } = useTranslation()
  const [asking, setAsking] = useState(false)
  const [isPending, setPending] = useState(false)
  const run = async (act: Promise<boolean>) => {
    setPending(true)
    const done = await act
    setPending(false)
    setAsking(false)
    if (done) onDone()
  }
  const ids: CommentId[] = chosen.map(({ id }) => id)
  const all = (may: typeof mayWithdraw) => chosen.length > 0 && chosen.every((each) => may(actor, material, each))
  const [first, ...others] = [...chosen].sort((a, b) => a.number - b.number)
  const mayLinkAll = chosen.length > 1 && all(mayLink)
  return (
    <div className="bulk-bar" role="group" aria-label={t('review.bulk.label')}>
      <span role="status">{t('review.bulk.chosen', { count: chosen.length })}</span>
      <div className="card-acts">
        {all(mayWithdraw) ? (
          <Button size="small" isPending={isPending} onPress={() => setAsking(true)}>
            {t('comment.withdraw')}
          </Button>
        ) : null}
        {mayLinkAll && first ? (
          <Button
            size="small"
            isPending={isPending}
            onPress={() =>
              void run(
                acts.link(
                  first.id,
                  others.map(({ id }) => id),
                ),
              )
            }
          >
            {t('review.bulk.link', { number: first.number })}
          </Button>
        ) : null}
        {all(mayForward) ? (
          <Button size="small" isPending={isPending} onPress={() => void run(acts.forward(ids))}>
            {t('review.card.forward')}
          </Button>
        ) : null}
        <Button size="small" variant="quiet" onPress={onDone}>
          {t('review.bulk.end')}
        </Button>
      </div>
      <AlertDialog
        isOpen={asking}
        title={t('review.bulk.withdrawTitle', { count: chosen.length })}
        verb={t('comment.withdraw')}
        onConfirm={() => void run(acts.withdrawMany(ids))}
        onCancel={() => setAsking(false)}
        isPending={isPending}
      >
        <p>{t('review.bulk.withdrawHint')}</p>
      </AlertDialog>
    </div>
  )
}
