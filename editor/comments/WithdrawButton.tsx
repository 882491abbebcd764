import type { CommentId } from '@glosa/domain/model'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { AlertDialog } from '../ui/AlertDialog.tsx'
import { Button } from '../ui/Button.tsx'
import type { CommentActs } from './CommentActs.ts'

interface WithdrawButtonProps {
  readonly commentId: CommentId
  readonly withdraw: CommentActs['withdraw']
}

/** Takes one comment back, once the person has said so twice: nothing brings it back. */
export function WithdrawButton({ commentId, withdraw }: WithdrawButtonProps) {
  const { t } = useTranslation()
  const [isAsking, setAsking] = useState(false)
  const [isPending, setPending] = useState(false)
  const run = async () => {
    setPending(true)
    await withdraw(commentId)
    setPending(false)
    setAsking(false)
  }
  return (
    <>
      <Button size="small" variant="quiet" onPress={() => setAsking(true)}>
        {t('comment.withdraw')}
      </Button>
      <AlertDialog
        isOpen={isAsking}
        title={t('review.bulk.withdrawTitle', { count: 1 })}
        verb={t('comment.withdraw')}
        onConfirm={() => void run()}
        onCancel={() => setAsking(false)}
        isPending={isPending}
      >
        <p>{t('review.bulk.withdrawHint')}</p>
      </AlertDialog>
    </>
  )
}
