import type { ReviewComment } from '@glosa/domain/model'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../i18n/useFormat.ts'
import { Button } from '../ui/Button.tsx'
import { TextArea } from '../ui/TextField.tsx'
import type { CommentActs } from './CommentActs.ts'

interface ReactionFormProps {
  readonly comment: ReviewComment
  readonly react: CommentActs['react']
}

/** The reviewing body agrees with a settlement, or insists on its comment and says why. */
export function ReactionForm({ comment, react }: ReactionFormProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const [isInsisting, setInsisting] = useState(false)
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const [isPending, setPending] = useState(false)
  const reactBy = comment.settled?.reactBy
  const run = async (reaction: 'agreed' | 'insisted') => {
    if (isPending) return
    setPending(true)
    await react(comment.id, reaction, reaction === 'insisted' ? reason.trim() : null)
    setPending(false)
  }
  if (!isInsisting) {
    return (
      <div className="reaction">
        {reactBy ? <p className="quiet">{t('standing.ask', { when: format.dayAndTime(reactBy) })}</p> : null}
        <div className="card-acts">
          <Button size="small" variant="primary" isPending={isPending} onPress={() => void run('agreed')}>
            {t('standing.agree')}
          </Button>
          <Button size="small" onPress={() => setInsisting(true)}>
            {t('standing.insist')}
          </Button>
        </div>
      </div>
    )
  }
  return (
    <form
      className="card-form reaction"
      aria-label={t('standing.insist')}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.stopPropagation()
        setInsisting(false)
      }}
      onSubmit={(event) => {
        event.preventDefault()
        setTried(true)
        if (reason.trim()) void run('insisted')
      }}
    >
      <TextArea
        label={t('standing.insistReason')}
        description={t(comment.kind === 'essential' ? 'standing.insistDispute' : 'standing.insistNote')}
        value={reason}
        onChange={setReason}
        rows={3}
        maxLength={4_000}
        isRequired
        autoFocus
        error={tried && !reason.trim() ? t('standing.reasonMissing') : undefined}
      />
      <div className="card-acts">
        <Button type="submit" size="small" variant="primary" isPending={isPending}>
          {t('standing.insist')}
        </Button>
        <Button size="small" variant="quiet" onPress={() => setInsisting(false)}>
          {t('ui.cancel')}
        </Button>
      </div>
    </form>
  )
}
