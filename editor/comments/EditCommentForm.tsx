import { commentKinds, type CommentKind, type ReviewComment } from '@glosa/domain/model'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../ui/Button.tsx'
import { Checkbox } from '../ui/Checkbox.tsx'
import { Select } from '../ui/Select.tsx'
import { TextArea } from '../ui/TextField.tsx'
import type { CommentActs } from './CommentActs.ts'
import { formKeys } from './formKeys.ts'

interface EditCommentFormProps {
  readonly comment: ReviewComment
  readonly edit: CommentActs['edit']
  readonly onClose: () => void
}

/** Words a private note, or a draft of the unit, anew. */
export function EditCommentForm({ comment, edit, onClose }: EditCommentFormProps) {
  const { t } = useTranslation()
  const [kind, setKind] = useState<CommentKind>(comment.kind)
  const [text, setText] = useState(comment.text)
  const [justification, setJustification] = useState(comment.justification ?? '')
  const quote = comment.place.at === 'passage' ? comment.place.anchor.quote : null
  const [proposes, setProposes] = useState(comment.proposedWording !== null)
  const [wording, setWording] = useState(comment.proposedWording ?? quote ?? '')
  const [isPending, setPending] = useState(false)
  const isNote = comment.visibility === 'private'
  const submit = async () => {
    if (!text.trim() || isPending) return
    setPending(true)
    const words = {
      kind,
      text: text.trim(),
      justification: justification.trim() || null,
      proposedWording: quote !== null && proposes ? wording : null,
    }
    if (await edit(comment.id, words)) onClose()
    else setPending(false)
  }
  return (
    <form
      className="card-form"
      aria-label={t('review.card.editLabel')}
      onKeyDown={formKeys(onClose, () => void submit())}
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      {isNote ? null : (
        <Select
          label={t('comment.kindLabel')}
          choices={commentKinds.map((id) => ({ id, label: t(`comment.kind.${id}`) }))}
          selected={kind}
          onSelect={setKind}
        />
      )}
      <TextArea
        label={t('comment.text')}
        value={text}
        onChange={setText}
        rows={4}
        maxLength={10_000}
        isRequired
        autoFocus
      />
      {isNote ? null : (
        <TextArea
          label={t('comment.justification')}
          value={justification}
          onChange={setJustification}
          rows={2}
          maxLength={10_000}
        />
      )}
      {quote === null ? null : (
        <>
          <Checkbox isSelected={proposes} onChange={setProposes}>
            {t('comment.propose')}
          </Checkbox>
          {proposes ? (
            <TextArea label={t('comment.wording')} value={wording} onChange={setWording} rows={3} maxLength={10_000} />
          ) : null}
        </>
      )}
      <div className="card-acts">
        <Button type="submit" variant="primary" size="small" isPending={isPending} isDisabled={!text.trim()}>
          {t('review.card.save')}
        </Button>
        <Button size="small" variant="quiet" onPress={onClose}>
          {t('ui.cancel')}
        </Button>
      </div>
    </form>
  )
}
