import type { BodyId, CommentId, PartId, Refused } from '@glosa/domain/model'
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { call, isFailure } from '../../api/index.ts'
import type { Room } from '../../connection/index.ts'
import { createRepairSender } from './repairSender.ts'
import { createBodyEditor, type BodyEditor } from '../../text/bodyEditor.ts'
import type { BodyComment } from '../../text/drawComment.ts'
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

/** The live text of a room on the page: made once per room, then told what changes. */
export function useBodyEditor(wishes: BodyEditorWishes) {
  const mount = useRef<HTMLDivElement>(null)
  const latest = useRef(wishes)
  const [editor, setEditor] = useState<BodyEditor | null>(null)
  const [problem, setProblem] = useState<Refused | null>(null)
  const [gone, setGone] = useState<ReadonlySet<string>>(new Set())
  const { room, isLoaded, bodyId, materialId, partId, isEditable, comments, active, ariaLabel } = wishes
  useLayoutEffect(() => {
    latest.current = wishes
  })

  useEffect(() => {
    if (!isLoaded || !mount.current) return
    const element = document.createElement('div')
    mount.current.append(element)
    const sender = createRepairSender(room, async (anchors) => {
      const outcome = await call('repairAnchors', { params: { materialId, partId }, body: { anchors: [...anchors] } })
      return isFailure(outcome) ? 'failed' : 'sent'
    })
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
        onGone: (lost) => setGone(new Set(lost)),
        onRepair: (repairs) => {
          sender.repair(
            repairs.map(({ id, anchor }) => ({ commentId: id as CommentId, first: anchor.first, last: anchor.last })),
          )
        },
      },
    })
    setEditor(made)
    return () => {
      setEditor(null)
      setProblem(null)
      made.destroy()
      sender.close()
      element.remove()
    }
  }, [room, isLoaded, bodyId, materialId, partId, ariaLabel])

  // The effect above may have just destroyed the editor that this render still knows.
  useEffect(() => living(editor)?.setEditable(isEditable), [editor, isEditable])
  useEffect(() => living(editor)?.setComments(comments), [editor, comments])
  useEffect(() => living(editor)?.setActiveComment(active), [editor, active])
  return { mount, editor, problem, gone }
}

const living = (editor: BodyEditor | null) => (editor?.view.isDestroyed ? null : editor)
