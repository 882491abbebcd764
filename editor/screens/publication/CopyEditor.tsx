import type { MaterialView, PublicationPlanView } from '@glosa/domain/contract'
import { findWords, type PartId, type Redaction, type SearchedPart } from '@glosa/domain/model'
import { useCallback, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/Button.tsx'
import { Checkbox } from '../../ui/Checkbox.tsx'
import { notify } from '../../ui/notify.ts'
import { TextField } from '../../ui/TextField.tsx'
import { pickedSpans } from './pickedSpan.ts'
import { toggled, withoutRedactionAt, withRedactions } from './planOf.ts'
import { RedactedText } from './RedactedText.tsx'

type CopyView = NonNullable<PublicationPlanView['copy']>

interface CopyEditorProps {
  readonly parts: readonly SearchedPart[]
  readonly kindOf: ReadonlyMap<PartId, MaterialView['versions'][number]['parts'][number]['kind']>
  readonly copy: CopyView
  readonly onChange: (change: (copy: CopyView) => CopyView) => void
}

/** The text of a version, in which passages, titles, parts and attached files are taken out of the public copy. */
export function CopyEditor({ parts, kindOf, copy, onChange }: CopyEditorProps) {
  const { t } = useTranslation()
  const text = useRef<HTMLDivElement>(null)
  const [isPicked, setPicked] = useState(false)
  useEffect(() => {
    const look = () => setPicked(text.current !== null && pickedSpans(text.current, getSelection()).length > 0)
    document.addEventListener('selectionchange', look)
    return () => document.removeEventListener('selectionchange', look)
  }, [])
  const remove = (added: readonly Redaction[]) => onChange((now) => withRedactions(now, added))
  const restore = useCallback(
    (partId: PartId, at: number) => onChange((now) => withoutRedactionAt(now, partId, at)),
    [onChange],
  )
  const removePicked = () => {
    if (text.current) remove(pickedSpans(text.current, getSelection()))
    getSelection()?.removeAllRanges()
  }
  return (
    <div className="stack">
      <div className="redaction-bar">
        <SearchAndRemove parts={parts} onChange={onChange} />
        <Button isDisabled={!isPicked} onPress={removePicked} preventFocusOnPress>
          {t('publication.removeSelected')}
        </Button>
      </div>
      <div ref={text} className="stack">
        {parts.map((part) => (
          <Part
            key={part.partId}
            part={part}
            kind={t(`publication.kind.${kindOf.get(part.partId) ?? 'annex'}`)}
            copy={copy}
            onChange={onChange}
            onRestore={restore}
          />
        ))}
      </div>
    </div>
  )
}

/** Finds words everywhere in the version and removes them. */
function SearchAndRemove({ parts, onChange }: Pick<CopyEditorProps, 'parts' | 'onChange'>) {
  const { t } = useTranslation()
  const [words, setWords] = useState('')
  const removeAll = () => {
    const places = findWords(parts, words, { declined: true })
    const spans = places.flatMap((place): readonly Redaction[] => (place.at === 'text' ? [place] : []))
    const titles = places.flatMap((place) => (place.at === 'part-title' ? [place.partId] : []))
    onChange((copy) => ({
      ...withRedactions(
        copy,
        spans.map(({ partId, start, end }) => ({ partId, start, end })),
      ),
      hiddenTitles: [...new Set([...copy.hiddenTitles, ...titles])],
    }))
    const count = spans.length + titles.length
    notify({
      tone: count > 0 ? 'success' : 'info',
      text: count > 0 ? t('publication.removedFound', { count }) : t('publication.nothingFound'),
    })
    if (count > 0) setWords('')
  }
  return (
    <form
      className="redaction-search"
      onSubmit={(event) => {
        event.preventDefault()
        if (words.trim() !== '') removeAll()
      }}
    >
      <TextField
        label={t('publication.search')}
        description={t('publication.searchHint')}
        value={words}
        onChange={setWords}
        maxLength={200}
      />
      <Button type="submit" isDisabled={words.trim() === ''}>
        {t('publication.searchAndRemove')}
      </Button>
    </form>
  )
}

interface PartProps extends Pick<CopyEditorProps, 'copy' | 'onChange'> {
  readonly part: SearchedPart
  readonly kind: string
  readonly onRestore: (partId: PartId, at: number) => void
}

function Part({ part, kind, copy, onChange, onRestore }: PartProps) {
  const { t } = useTranslation()
  const { partId } = part
  const set = (list: 'leftOut' | 'hiddenTitles' | 'attached', isIn: boolean) =>
    onChange((now) => ({ ...now, [list]: toggled(now[list], partId, isIn) }))
  const isLeftOut = part.form === 'body' ? copy.leftOut.includes(partId) : !copy.attached.includes(partId)
  const isTitleHidden = copy.hiddenTitles.includes(partId)
  return (
    <section className="panel redaction-part" aria-labelledby={`part-${partId}`} data-left-out={isLeftOut || undefined}>
      <h3 id={`part-${partId}`}>
        {isTitleHidden || isLeftOut ? kind : part.title || kind}
        {(isTitleHidden || isLeftOut) && part.title !== '' ? <s className="quiet"> {part.title}</s> : null}
      </h3>
      <div className="row">
        {part.form === 'body' ? (
          <Checkbox isSelected={isLeftOut} onChange={(isIn) => set('leftOut', isIn)}>
            {t('publication.leaveOut')}
          </Checkbox>
        ) : (
          <Checkbox isSelected={!isLeftOut} onChange={(isIn) => set('attached', isIn)}>
            {t('publication.attach', { file: part.fileName })}
          </Checkbox>
        )}
        {isLeftOut ? null : (
          <Checkbox isSelected={isTitleHidden} onChange={(isIn) => set('hiddenTitles', isIn)}>
            {t('publication.hideTitle')}
          </Checkbox>
        )}
      </div>
      {part.form === 'file' && !isLeftOut ? <p className="quiet">{t('publication.attachWarning')}</p> : null}
      {part.form === 'body' && !isLeftOut ? (
        <RedactedText
          part={part}
          spans={copy.redactions.filter((one) => one.partId === partId)}
          onRestore={onRestore}
        />
      ) : null}
    </section>
  )
}
