import {
  commentKinds,
  instant,
  type Actor,
  type CommentKind,
  type CommentPlace,
  type Material,
  type PartId,
  type Visibility,
} from '@glosa/domain/model'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../i18n/useFormat.ts'
import { Button } from '../ui/Button.tsx'
import { Checkbox } from '../ui/Checkbox.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Select } from '../ui/Select.tsx'
import { TextArea, TextField } from '../ui/TextField.tsx'
import { useNow } from '../ui/useNow.ts'
import type { CommentActs } from './CommentActs.ts'
import { placeOf, placesOf, type CommentTarget } from './CommentTarget.ts'
import { formKeys } from './formKeys.ts'
import { faultOf, lodgingOf, type Lodging } from './lodging.ts'
import { MentionArea } from './MentionArea.tsx'
import { commentToBe, useMentionable } from './mentionable.ts'
import { mentionedIn } from './mentions.ts'

interface CommentFormProps {
  readonly material: Material
  readonly actor: Actor
  /** The part on the page. */
  readonly partId: PartId
  readonly target: CommentTarget
  readonly lodge: CommentActs['lodge']
  readonly onClose: () => void
}

/** A new comment: about what was pointed at, the part or the material; for the round, the unit, or oneself. */
export function CommentForm({ material, actor, partId, target, lodge, onClose }: CommentFormProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const now = useNow()
  const lodging = useMemo(() => lodgingOf(actor, material, instant(now)), [actor, material, now])
  const places = placesOf(target)
  const [wantedKind, setKind] = useState<CommentKind>('advisory')
  const [at, setAt] = useState<CommentPlace['at']>(places[0] ?? 'part')
  const [page, setPage] = useState('1')
  const [wanted, setVisibility] = useState<Visibility | null>(null)
  const [text, setText] = useState('')
  const [justification, setJustification] = useState('')
  const [proposes, setProposes] = useState(false)
  const [wording, setWording] = useState(target.anchor?.quote ?? '')
  const [tried, setTried] = useState(false)
  const [isPending, setPending] = useState(false)

  const visibility = wanted && lodging.circles.includes(wanted) ? wanted : (lodging.circles[0] ?? 'private')
  const isPrivate = visibility === 'private'
  const kind = isPrivate ? 'advisory' : wantedKind
  const toBe = useMemo(() => commentToBe(actor, material, visibility, lodging), [actor, material, visibility, lodging])
  const people = useMentionable(material, isPrivate ? null : toBe, actor)
  const pageNumber = /^[1-9]\d{0,4}$/.test(page.trim()) ? Number(page) : null
  const place = placeOf(target, at, partId, pageNumber ?? 1)
  const replacesText = proposes && place.at === 'passage'
  const isSame = replacesText && wording === target.anchor?.quote
  const words = {
    kind,
    text: text.trim(),
    justification: kind === 'essential' || justification.trim() ? justification.trim() || null : null,
    proposedWording: replacesText ? wording : null,
  }
  const fault = faultOf(words, { place, visibility, replacesText }, lodging)
  const isPageWrong = at === 'page' && pageNumber === null
  const complete = words.text !== '' && fault === null && !isSame && !isPageWrong
  const submit = async () => {
    setTried(true)
    if (!complete || isPending) return
    setPending(true)
    const asLate = lodging.isLate && visibility !== 'unit' && !isPrivate
    const mentions = [...mentionedIn(text, people)]
    const done = await lodge({ ...words, visibility, place, mentions, replacesText, asLate })
    if (done) onClose()
    else setPending(false)
  }
  const faultText = (...codes: (typeof fault)[]) =>
    fault !== null && codes.includes(fault) ? { error: t(`refusal.${fault}`) } : {}
  return (
    <form
      className="comment-form"
      aria-label={t('comment.new')}
      onKeyDown={formKeys(onClose, () => void submit())}
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <h3>{t(isPrivate ? 'comment.newPrivate' : 'comment.new')}</h3>
      <LodgingNotice lodging={lodging} />
      {place.at === 'passage' || place.at === 'table' ? (
        <blockquote className="comment-quote">{format.quoted(place.anchor.quote.slice(0, 300))}</blockquote>
      ) : null}
      <Select
        label={t('comment.about')}
        choices={places.map((id) => ({ id, label: aboutLabel(id) }))}
        selected={at}
        onSelect={setAt}
        {...faultText('part-not-in-round')}
      />
      {at === 'page' ? (
        <TextField
          label={t('review.place.pageNumber')}
          value={page}
          onChange={setPage}
          inputMode="numeric"
          maxLength={5}
          isRequired
          error={isPageWrong ? t('review.place.pageWrong') : undefined}
        />
      ) : null}
      {isPrivate ? null : (
        <Select
          label={t('comment.kindLabel')}
          choices={commentKinds.map((id) => {
            const isBarred = id === 'essential' && visibility !== 'unit' && !lodging.mayBeEssential
            return {
              id,
              label: t(`comment.kind.${id}`),
              detail: isBarred ? t('refusal.not-entitled-to-essential') : t(`review.kindHint.${id}`),
              isDisabled: isBarred,
            }
          })}
          selected={kind}
          onSelect={setKind}
          {...faultText('not-entitled-to-essential', 'editorial-never-essential')}
        />
      )}
      <MentionArea
        label={t('comment.text')}
        value={text}
        onChange={setText}
        people={people}
        rows={4}
        maxLength={10_000}
        isRequired
        autoFocus
        error={tried && words.text === '' ? t('comment.textMissing') : undefined}
      />
      {isPrivate ? null : (
        <TextArea
          label={t('comment.justification')}
          description={kind === 'essential' ? t('comment.justificationHint') : undefined}
          value={justification}
          onChange={setJustification}
          rows={kind === 'essential' ? 3 : 1}
          maxLength={10_000}
          isRequired={kind === 'essential' && visibility !== 'unit'}
          error={tried && fault === 'justification-required' ? t('comment.justificationMissing') : undefined}
        />
      )}
      {place.at === 'passage' ? (
        <>
          <Checkbox isSelected={proposes} onChange={setProposes}>
            {t('comment.propose')}
          </Checkbox>
          {kind === 'essential' && !proposes ? <p className="quiet">{t('review.form.wordingNeeded')}</p> : null}
          {proposes ? (
            <TextArea
              label={t('comment.wording')}
              description={t('comment.wordingHint')}
              value={wording}
              onChange={setWording}
              rows={3}
              maxLength={10_000}
              error={tried && isSame ? t('review.form.wordingSame') : undefined}
            />
          ) : null}
        </>
      ) : null}
      {lodging.circles.length > 1 ? (
        <Select
          label={t('review.circle.label')}
          choices={lodging.circles.map((id) => ({
            id,
            label: t(`review.circle.${id}`),
            detail: t(`review.circleHint.${id}`),
          }))}
          selected={visibility}
          onSelect={setVisibility}
        />
      ) : null}
      <div className="card-acts">
        <Button type="submit" variant="primary" size="small" isPending={isPending}>
          {submitLabel()}
        </Button>
        <Button size="small" variant="quiet" onPress={onClose}>
          {t('ui.cancel')}
        </Button>
      </div>
    </form>
  )

  function submitLabel() {
    if (isPrivate) return t('comment.keepNote')
    if (visibility === 'unit') return t('review.form.draft')
    return t(lodging.isLate ? 'review.form.offer' : 'comment.lodge')
  }

  function aboutLabel(place: CommentPlace['at']) {
    if (place === 'part') return target.annexId ? t('review.place.annex') : t('comment.aboutPart')
    return place === 'material' ? t('comment.aboutMaterial') : t(`review.place.${place}`)
  }
}

/** Why the form is not the plain one: after the deadline, through the head, or only a note. */
function LodgingNotice({ lodging }: { readonly lodging: Lodging }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { round, isLate, throughUnit, isSent } = lodging
  if (!round) return null
  if (isSent && throughUnit) return <Notice tone="info">{t('review.form.setSent', { unit: throughUnit })}</Notice>
  return (
    <>
      {isLate ? (
        <Notice tone="warning">{t('review.form.late', { time: format.dayAndTime(round.closesAt) })}</Notice>
      ) : null}
      {throughUnit ? <Notice tone="info">{t('review.form.throughHead', { unit: throughUnit })}</Notice> : null}
    </>
  )
}
