import { bodySchema } from '@glosa/domain/body'
import type { AgendaItemView, MeetingView } from '@glosa/domain/contract'
import type { NotePlace, PartId, VersionPassage } from '@glosa/domain/model'
import type { Node } from 'prosemirror-model'
import { EditorState } from 'prosemirror-state'
import { Decoration, DecorationSet, EditorView, type NodeView } from 'prosemirror-view'
import { useEffect, useRef } from 'react'
import { officeLanguage } from '../../i18n/languages.ts'
import { placeMarks } from '../material/frozenMarks.ts'
import { passageBetween } from './passages.ts'
import { useReadingPlace } from './useReadingPlace.ts'
import '../../text/body.css'

/** Words of the text that something is about. */
export interface MarkedPassage {
  readonly id: string
  readonly kind: 'note' | 'amendment'
  readonly start: number
  readonly end: number
}

interface PaperTextProps {
  readonly meetingId: MeetingView['id']
  readonly itemId: AgendaItemView['id']
  readonly partId: PartId
  readonly title: string
  /** ProseMirror JSON. */
  readonly doc: object
  readonly passages: readonly MarkedPassage[]
  /** A passage to scroll to. */
  readonly shown: NotePlace | null
  /** Code points from the beginning to scroll to. */
  readonly resumeAt: number | null
  readonly onPassage: (passage: VersionPassage | null) => void
  readonly onRead: (upTo: number, complete: boolean) => void
}

/** The text of a part, to read and to select words in. */
export function PaperText(props: PaperTextProps) {
  const { meetingId, itemId, partId, title, doc, passages, shown, resumeAt, onPassage, onRead } = props
  const mount = useRef<HTMLDivElement>(null)
  const view = useRef<EditorView>(null)
  const tell = useRef(onPassage)
  useEffect(() => {
    tell.current = onPassage
  }, [onPassage])

  useEffect(() => {
    if (!mount.current) return
    const text = new EditorView(mount.current, {
      state: EditorState.create({ doc: bodySchema.nodeFromJSON(doc) }),
      editable: () => false,
      attributes: { role: 'document', 'aria-label': title, lang: officeLanguage(), class: 'body', tabindex: '0' },
      nodeViews: { image: paperPicture(`/api/v1/meetings/${meetingId}/items/${itemId}/files`) },
    })
    view.current = text
    const select = () => {
      const selected = getSelection()
      if (!selected || selected.rangeCount === 0) return
      const range = selected.getRangeAt(0)
      // A selection elsewhere, such as in the form of a note, leaves the chosen words alone.
      if (!text.dom.contains(range.commonAncestorContainer)) return
      const from = text.posAtDOM(range.startContainer, range.startOffset)
      const to = text.posAtDOM(range.endContainer, range.endOffset)
      tell.current(range.collapsed ? null : passageBetween(text.state.doc, partId, from, to))
    }
    document.addEventListener('selectionchange', select)
    return () => {
      document.removeEventListener('selectionchange', select)
      view.current = null
      text.destroy()
    }
  }, [doc, title, meetingId, itemId, partId])

  useEffect(() => {
    const text = view.current
    if (!text) return
    const kinds = new Map(passages.map(({ id, kind }) => [id, kind]))
    const decorations = placeMarks(text.state.doc, passages).map(({ id, from, to }) =>
      Decoration.inline(from, to, { nodeName: 'mark', class: `reader-mark reader-mark-${kinds.get(id) ?? 'note'}` }),
    )
    const set = DecorationSet.create(text.state.doc, decorations)
    text.setProps({ decorations: () => set })
  }, [passages, doc])

  useEffect(() => {
    if (shown?.at === 'passage' && shown.partId === partId) scrollTo(view.current, shown.start, shown.end)
  }, [shown, partId])
  useEffect(() => {
    if (resumeAt !== null) scrollTo(view.current, resumeAt - 1, resumeAt)
  }, [resumeAt])
  useReadingPlace(view, doc, onRead)
  return <div ref={mount} className="reader-text" />
}

function scrollTo(view: EditorView | null, start: number, end: number): void {
  if (!view) return
  const [mark] = placeMarks(view.state.doc, [{ id: 'here', start: Math.max(0, start), end }])
  const place = view.domAtPos(mark?.from ?? 0).node
  const element = place instanceof Element ? place : place.parentElement
  element?.scrollIntoView({ block: 'center' })
}

/** Pictures come from the agenda: whoever may see the item may see them. */
const paperPicture =
  (folder: string) =>
  (node: Node): NodeView => {
    const { blob, alt, width } = node.attrs
    const image = document.createElement('img')
    image.alt = typeof alt === 'string' ? alt : ''
    if (typeof blob === 'string' && blob) image.src = `${folder}/${blob}`
    if (typeof width === 'number') image.width = width
    return { dom: image }
  }
