import type { PersonId } from '@glosa/domain/model'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../ui/Button.tsx'
import { formKeys } from './formKeys.ts'
import { MentionArea } from './MentionArea.tsx'
import { mentionedIn, type Mentionable } from './mentions.ts'

interface ReplyFormProps {
  /** Who may be named. */
  readonly people: readonly Mentionable[]
  readonly onReply: (text: string, mentions: PersonId[]) => Promise<boolean>
  readonly onCancel: () => void
}

/** One level of replies: the words and a button. */
export function ReplyForm({ people, onReply, onCancel }: ReplyFormProps) {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  const [isPending, setPending] = useState(false)
  const submit = async () => {
    if (!text.trim() || isPending) return
    setPending(true)
    const done = await onReply(text.trim(), [...mentionedIn(text, people)])
    if (!done) setPending(false)
  }
  return (
    <form
      className="card-form"
      aria-label={t('comment.reply')}
      onKeyDown={formKeys(onCancel, () => void submit())}
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <MentionArea
        label={t('comment.replyText')}
        value={text}
        onChange={setText}
        people={people}
        rows={3}
        maxLength={10_000}
        autoFocus
      />
      <div className="card-acts">
        <Button type="submit" variant="primary" size="small" isPending={isPending} isDisabled={!text.trim()}>
          {t('comment.sendReply')}
        </Button>
        <Button size="small" variant="quiet" onPress={onCancel}>
          {t('ui.cancel')}
        </Button>
      </div>
    </form>
  )
}
