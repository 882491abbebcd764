import MessageSquarePlus from 'lucide-react/icons/message-square-plus'
import { mayAct, type Actor, type CommentId, type Material, type Part } from '@glosa/domain/model'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CommentTarget } from '../../comments/CommentTarget.ts'
import type { Room } from '../../connection/index.ts'
import { officeLanguage } from '../../i18n/languages.ts'
import type { CaretFacts } from '../../text/bodyCommands.ts'
import type { BodyEditor } from '../../text/bodyEditor.ts'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Spinner } from '../../ui/Spinner.tsx'
import { bodyCommentsOf } from './bodyComments.ts'
import { TextToolbar } from './TextToolbar.tsx'
import { useBodyEditor } from './useBodyEditor.ts'
import { usePictures } from './usePictures.ts'
import { useOfRoom } from './useRooms.ts'

export type BodyPart = Extract<Part, { form: 'body' }>

interface LiveTextProps {
  readonly material: Material
  readonly actor: Actor
  readonly part: BodyPart
  readonly room: Room
  readonly active: CommentId | null
  readonly onActivate: (commentId: CommentId | null) => void
  readonly onDraft: (target: CommentTarget) => void
  readonly mayComment: boolean
  /** The form of a comment is open. */
  readonly isDrafting: boolean
  /** Hears of the editor, and of comments whose words are gone. */
  readonly onEditor: (editor: BodyEditor | null) => void
  readonly onGone: (gone: ReadonlySet<string>) => void
}

const nowhere: CaretFacts = { line: null, list: null, marks: new Set(), href: null, inTable: false }

/** The live text of a part: to read, to select words in, and, after a press on a button, to write. */
export function LiveText(props: LiveTextProps) {
  const { t } = useTranslation()
  const { material, actor, part, room, active, onActivate, onEditor, onGone } = props
  const [editing, setEditing] = useState(false)
  const [caret, setCaret] = useState<CaretFacts>(nowhere)
  const [spot, setSpot] = useState<{ top: number; left: number } | null>(null)
  const isAsked = useRef(false)
  const isSelecting = useRef(false)
  const box = useRef<HTMLDivElement>(null)
  const latest = useRef<BodyEditor>(null)
  const isLoaded = useOfRoom(room, ({ loaded }) => loaded, false)
  const mayWrite = useOfRoom(room, ({ editable }) => editable, false) && mayAct(actor, 'edit-body', material) === true
  const comments = useMemo(() => bodyCommentsOf(material, part.bodyId), [material, part.bodyId])
  const upload = usePictures(material.id)
  const isEditable = editing && mayWrite

  const onChange = (change: { readonly text: boolean; readonly selection: boolean }) => {
    // A selection that only moved with the text was not made now: a button that was put away stays away.
    if (change.selection && !change.text) isSelecting.current = true
    // After this task, not in the next frame: every frame costs a long text as much as a keystroke.
    if (isAsked.current) return
    isAsked.current = true
    queueMicrotask(() => {
      isAsked.current = false
      const now = latest.current
      if (!now || now.view.isDestroyed) return
      if (now.view.editable) setCaret((before) => sameCaret(before, now.caretFacts()))
      const selecting = isSelecting.current
      isSelecting.current = false
      setSpot((before) => (before || selecting ? spotOf(now, box.current) : null))
    })
  }
  const onPictures = useCallback(
    (files: readonly File[]) => {
      if (latest.current) void upload(latest.current, files)
    },
    [upload],
  )
  const { mount, editor, problem, gone } = useBodyEditor({
    materialId: material.id,
    partId: part.id,
    bodyId: part.bodyId,
    room,
    isLoaded,
    isEditable,
    comments,
    active,
    ariaLabel: t('material.document', { title: part.title }),
    onChange,
    onCommentAt: (id) => onActivate(id as CommentId | null),
    onPictures,
  })
  useEffect(() => onEditor(editor), [editor, onEditor])
  useEffect(() => onGone(gone), [gone, onGone])
  useEffect(() => {
    latest.current = editor
  }, [editor])
  useEffect(() => {
    if (props.isDrafting) setSpot(null)
  }, [props.isDrafting])
  const startEditing = () => {
    setEditing(true)
    requestAnimationFrame(() => latest.current?.focus())
  }

  return (
    <>
      {mayAct(actor, 'edit-body', material) === true ? (
        <div className="text-tools">
          {isEditable && editor ? <TextToolbar editor={editor} facts={caret} onPictures={onPictures} /> : null}
          <Button
            size="small"
            className="push"
            variant={isEditable ? 'primary' : 'secondary'}
            isDisabled={!mayWrite}
            onPress={() => (editing ? setEditing(false) : startEditing())}
          >
            {t(isEditable ? 'material.editDone' : 'material.edit')}
          </Button>
        </div>
      ) : null}
      {problem ? <Notice tone="warning">{t('material.tooOld')}</Notice> : null}
      {isLoaded ? null : <Spinner label={t('material.textLoading')} />}
      <div className="text-box" ref={box}>
        <div
          ref={mount}
          lang={officeLanguage()}
          onClick={(event) => {
            const mark = event.target instanceof Element ? event.target.closest('mark[data-comment]') : null
            const id = mark?.getAttribute('data-comment')
            if (id) onActivate(id as CommentId)
          }}
        />
        {spot && props.mayComment && editor ? (
          <div className="comment-selection" style={spot}>
            <Button
              size="small"
              variant="primary"
              icon={<MessageSquarePlus size={16} aria-hidden="true" />}
              aria-keyshortcuts="Control+Alt+M"
              // The selection must outlive the press.
              preventFocusOnPress
              onPress={() => {
                const target = editor.selectionTarget()
                if (target) props.onDraft(target)
                setSpot(null)
              }}
            >
              {t('comment.comment')}
            </Button>
          </div>
        ) : null}
      </div>
    </>
  )
}

/** Where the button beside a selection stands, in the box of the text; `null` without a selection. */
function spotOf(editor: BodyEditor, box: HTMLElement | null): { top: number; left: number } | null {
  const range = editor.selectionRange()
  if (!range || !box) return null
  const end = editor.view.coordsAtPos(range.to, -1)
  const frame = box.getBoundingClientRect()
  return { top: end.bottom - frame.top + 6, left: Math.max(0, Math.min(end.left - frame.left, frame.width - 150)) }
}

const sameCaret = (a: CaretFacts, b: CaretFacts): CaretFacts =>
  a.line === b.line &&
  a.list === b.list &&
  a.href === b.href &&
  a.inTable === b.inTable &&
  a.marks.size === b.marks.size &&
  [...a.marks].every((mark) => b.marks.has(mark))
    ? a
    : b
