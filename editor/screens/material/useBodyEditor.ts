import type { BodyId, CommentId, PartId, Refused } from '@glosa/domain/model'
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { call, isFailure } from '../../api/index.ts'
import type { Room } from '../../connection/index.ts'
import { createBodyEditor, type BodyEditor } from '../../text/bodyEditor.ts'
import type { BodyComment } from '../../text/commentDecorations.ts'
import type { MaterialId } from '@glosa/domain/model'

interface BodyEditorWishes {
  readonly materialId: MaterialId
  readonly partId: PartId
  readonly bodyId: BodyId
  readonly room: Room
  readonly isLoaded: boolean
  readonly isEditable: boolean
  readonly comments: readonly BodyComment[]
  readonly active: CommentId | null
  readonly ariaLabel: string
  /** After every change of text or selection; must be quick. */
  readonly onChange: (change: { readonly text: boolean; readonly selection: boolean }) => void
  readonly onCommentAt: (id: string | null) => void
  readonly onPictures: (files: readonly File[]) => void
}

/** What the text says about itself, besides its letters. */
export interface TextFacts {
  readonly problem: Refused | null
  /** Comments whose words are gone. */
  readonly gone: ReadonlySet<string>
  /** Ids of comments in the order of their words, read when needed. */
  readonly order: () => readonly string[]
}

/** The live text of a room on the page: made once per room, then told what changes. */
export function useBodyEditor(wishes: BodyEditorWishes) {
  const mount = useRef<HTMLDivElement>(null)
  const latest = useRef(wishes)
  const [editor, setEditor] = useState<BodyEditor | null>(null)
  const [problem, setProblem] = useState<Refused | null>(null)
  const [gone, setGone] = useState<ReadonlySet<string>>(new Set())
  const order = useRef<readonly string[]>([])
  const { room, isLoaded, bodyId, materialId, partId, isEditable, comments, active, ariaLabel } = wishes
  useLayoutEffect(() => {
    latest.current = wishes
  })

  useEffect(() => {
    if (!isLoaded || !mount.current) return
    const element = document.createElement('div')
    mount.current.append(element)
    const made = createBodyEditor({
      mount: element,
      ydoc: room.ydoc,
      bodyId,
      bodySequence: () => room.bodySequence,
      awareness: room.awareness,
      editable: latest.current.isEditable,
      comments: latest.current.comments,
      ariaLabel,
      callbacks: {
        onProblem: setProblem,
        onChange: (change) => latest.current.onChange(change),
        onCommentAt: (id) => latest.current.onCommentAt(id),
        onPictures: (files) => latest.current.onPictures(files),
        onRanges: (ranges, lost) => {
          order.current = ranges.map(({ id }) => id)
          setGone((before) => (sameIds(before, lost) ? before : new Set(lost)))
        },
        onRepair: (repairs) => {
          const anchors = repairs.map(({ id, anchor }) => ({
            commentId: id as CommentId,
            first: anchor.first,
            last: anchor.last,
          }))
          // Nobody waits for it: a repair that fails is tried by the server itself after its next snapshot.
          void call('repairAnchors', { params: { materialId, partId }, body: { anchors } }).then((outcome) => {
            if (isFailure(outcome)) console.warn('anchors were not repaired', outcome)
          })
        },
      },
    })
    setEditor(made)
    return () => {
      setEditor(null)
      setProblem(null)
      made.destroy()
      element.remove()
    }
  }, [room, isLoaded, bodyId, materialId, partId, ariaLabel])

  // The effect above may have just destroyed the editor that this render still knows.
  const live = () => (editor?.view.isDestroyed ? null : editor)
  useEffect(() => live()?.setEditable(isEditable), [editor, isEditable])
  useEffect(() => live()?.setComments(comments), [editor, comments])
  useEffect(() => live()?.setActiveComment(active), [editor, active])
  const facts: TextFacts = { problem, gone, order: () => order.current }
  return { mount, editor, facts }
}

const sameIds = (known: ReadonlySet<string>, ids: readonly string[]) =>
  known.size === ids.length && ids.every((id) => known.has(id))
