import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../ui/Button.tsx'
import { TextArea } from '../ui/TextField.tsx'

interface ReplyFormProps {
  readonly onReply: (text: string) => Promise<boolean>
  readonly onCancel: () => void
}

/** One level of replies: the words and a button. */
export function ReplyForm({ onReply, onCancel }: ReplyFormProps) {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  const [isPending, setPending] = useState(false)
  const submit = async () => {
    if (!text.trim() || isPending) return
    setPending(true)
    const done = await onReply(text.trim())
    if (!done) setPending(false)
  }
  return (
    <form
      className="card-form"
      aria-label={t('comment.reply')}
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <TextArea label={t('comment.replyText')} value={text} onChange={setText} rows={3} maxLength={10_000} autoFocus />
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
