import { bodySchema } from '@glosa/domain/body'
import type { MaterialVersion, PartId } from '@glosa/domain/model'
import { useQuery } from '@tanstack/react-query'
import { EditorState } from 'prosemirror-state'
import { Decoration, DecorationSet, EditorView } from 'prosemirror-view'
import { useEffect, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { CallFailed, problemKey, reading } from '../../api/index.ts'
import { cardIdOf } from '../../comments/CommentCard.tsx'
import { markAttribute } from '../../comments/marginLayout.ts'
import { officeLanguage } from '../../i18n/languages.ts'
import { useFormat } from '../../i18n/useFormat.ts'
import { Notice } from '../../ui/Notice.tsx'
import { Spinner } from '../../ui/Spinner.tsx'
import { placeMarks, type FrozenMark } from './frozenMarks.ts'
import { pictureView } from './pictureView.ts'
import { readFrozenVersion } from './readFrozenVersion.ts'
import type { MaterialId } from '@glosa/domain/model'

interface FrozenTextProps {
  readonly materialId: MaterialId
  readonly version: MaterialVersion
  readonly partId: PartId
  readonly title: string
  readonly active: string | null
  readonly onText: (text: HTMLElement | null) => void
}

/** The text of a part as it was locked; no room, nothing that could change. */
export function FrozenText({ materialId, version, partId, title, active, onText }: FrozenTextProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const request = { params: { materialId, version: version.number } }
  const { data, error } = useQuery({ ...reading('readVersion', request), staleTime: Infinity })
  const frozen = useMemo(() => (data ? readFrozenVersion(data) : null), [data])
  const part = frozen?.parts.find((candidate) => candidate.partId === partId)
  const mount = useRef<HTMLDivElement>(null)
  const view = useRef<EditorView>(null)
  const marks = useMemo(
    (): readonly FrozenMark[] =>
      (frozen?.comments ?? []).flatMap(({ id, place }) =>
        (place.at === 'passage' || place.at === 'table') &&
        place.partId === partId &&
        place.start !== null &&
        place.end !== null
          ? [{ id, start: place.start, end: place.end }]
          : [],
      ),
    [frozen, partId],
  )

  const tables = useMemo(
    () => new Set((frozen?.comments ?? []).flatMap(({ id, place }) => (place.at === 'table' ? [id] : []))),
    [frozen],
  )

  useEffect(() => {
    if (!mount.current || part?.form !== 'body') return
    const doc = bodySchema.nodeFromJSON(part.doc)
    const shown = new EditorView(mount.current, {
      state: EditorState.create({ doc }),
      editable: () => false,
      attributes: { role: 'document', 'aria-label': title, lang: officeLanguage(), class: 'body' },
      nodeViews: { image: pictureView(materialId) },
    })
    view.current = shown
    onText(shown.dom)
    return () => {
      onText(null)
      view.current = null
      shown.destroy()
    }
  }, [part, materialId, title, onText])
  useEffect(() => {
    const shown = view.current
    if (!shown) return
    const decorations = placeMarks(shown.state.doc, marks).map(({ id, from, to }) =>
      Decoration.inline(from, to, {
        nodeName: 'mark',
        class: ['comment', tables.has(id) ? 'is-table' : '', id === active ? 'is-active' : '']
          .filter(Boolean)
          .join(' '),
        [markAttribute]: id,
        ...(id === active ? { 'aria-details': cardIdOf(id) } : {}),
      }),
    )
    const set = DecorationSet.create(shown.state.doc, decorations)
    shown.setProps({ decorations: () => set })
  }, [marks, tables, active, part])

  if (error instanceof CallFailed) return <Notice tone="danger">{t(problemKey(error.problem))}</Notice>
  if (!frozen) return <Spinner label={t('material.textLoading')} />
  return (
    <>
      <Notice tone="info" title={t('material.frozen', { number: version.number })}>
        {t('material.frozenHint')}{' '}
        {t('material.lockedBy', { name: version.lockedBy.displayName, time: format.dayAndTime(version.lockedAt) })}
      </Notice>
      <div ref={mount} />
    </>
  )
}
