import { commentKinds, type CommentAnchor, type CommentKind, type CommentPlace, type PartId } from '@glosa/domain/model'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../ui/Button.tsx'
import { Checkbox } from '../ui/Checkbox.tsx'
import { Select } from '../ui/Select.tsx'
import { TextArea } from '../ui/TextField.tsx'
import type { CommentActs } from './CommentActs.ts'
import type { CommentRights } from './commentRights.ts'

interface CommentFormProps {
  readonly partId: PartId
  /** The selected words; `null` for a general comment. */
  readonly anchor: CommentAnchor | null
  readonly rights: CommentRights
  readonly lodge: CommentActs['lodge']
  readonly onClose: () => void
}

/** A new comment, general or about the selected words. */
export function CommentForm({ partId, anchor, rights, lodge, onClose }: CommentFormProps) {
  const { t } = useTranslation()
  const [kind, setKind] = useState<CommentKind>('advisory')
  const [at, setAt] = useState<CommentPlace['at']>(anchor ? 'passage' : 'part')
  const [text, setText] = useState('')
  const [justification, setJustification] = useState('')
  const [proposes, setProposes] = useState(false)
  const [wording, setWording] = useState(anchor?.quote ?? '')
  const [isPrivate, setPrivate] = useState(!rights.lodge)
  const [tried, setTried] = useState(false)
  const [isPending, setPending] = useState(false)

  const needsJustification = kind === 'essential' && !isPrivate
  const place: CommentPlace =
    at === 'passage' && anchor ? { at, partId, anchor } : at === 'material' ? { at } : { at: 'part', partId }
  const complete = text.trim() !== '' && (!needsJustification || justification.trim() !== '')
  const submit = async () => {
    setTried(true)
    if (!complete || isPending) return
    setPending(true)
    const done = await lodge({
      kind,
      visibility: isPrivate ? 'private' : 'participants',
      place,
      text: text.trim(),
      justification: justification.trim() || null,
      proposedWording: proposes && place.at === 'passage' ? wording : null,
    })
    if (done) onClose()
    else setPending(false)
  }
  return (
    <form
      className="comment-form"
      aria-label={t('comment.new')}
      onKeyDown={(event) => {
        if (event.key === 'Escape') {
          event.preventDefault()
          onClose()
        }
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
          event.preventDefault()
          void submit()
        }
      }}
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <h3>{t(isPrivate ? 'comment.newPrivate' : 'comment.new')}</h3>
      {anchor && at === 'passage' ? (
        <blockquote className="comment-quote">„{anchor.quote.slice(0, 300)}“</blockquote>
      ) : null}
      {isPrivate ? null : (
        <Select
          label={t('comment.kindLabel')}
          choices={commentKinds.map((id) => ({ id, label: t(`comment.kind.${id}`) }))}
          selected={kind}
          onSelect={setKind}
        />
      )}
      {anchor ? null : (
        <Select
          label={t('comment.about')}
          choices={[
            { id: 'part', label: t('comment.aboutPart') },
            { id: 'material', label: t('comment.aboutMaterial') },
          ]}
          selected={at}
          onSelect={setAt}
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
        error={tried && !text.trim() ? t('comment.textMissing') : undefined}
      />
      {needsJustification ? (
        <TextArea
          label={t('comment.justification')}
          description={t('comment.justificationHint')}
          value={justification}
          onChange={setJustification}
          rows={3}
          maxLength={10_000}
          isRequired
          error={tried && !justification.trim() ? t('comment.justificationMissing') : undefined}
        />
      ) : null}
      {anchor && at === 'passage' ? (
        <>
          <Checkbox isSelected={proposes} onChange={setProposes}>
            {t('comment.propose')}
          </Checkbox>
          {proposes ? (
            <TextArea
              label={t('comment.wording')}
              description={t('comment.wordingHint')}
              value={wording}
              onChange={setWording}
              rows={3}
              maxLength={10_000}
            />
          ) : null}
        </>
      ) : null}
      {rights.lodge && rights.notePrivately ? (
        <Checkbox isSelected={isPrivate} onChange={setPrivate}>
          {t('comment.privateSwitch')}
        </Checkbox>
      ) : null}
      <div className="card-acts">
        <Button type="submit" variant="primary" size="small" isPending={isPending}>
          {t(isPrivate ? 'comment.keepNote' : 'comment.lodge')}
        </Button>
        <Button size="small" variant="quiet" onPress={onClose}>
          {t('ui.cancel')}
        </Button>
      </div>
    </form>
  )
}
