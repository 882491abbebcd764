import List from 'lucide-react/icons/list'
import MessageSquare from 'lucide-react/icons/message-square'
import X from 'lucide-react/icons/x'
import {
  instant,
  parseCommentId,
  type BodyId,
  type CommentId,
  type Material,
  type PartId,
  type ReviewComment,
} from '@glosa/domain/model'
import { useSearch } from '@tanstack/react-router'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { actorOf, currentSession, useSession, watchSession } from '../../api/index.ts'
import { annexTarget, noTarget, type CommentTarget } from '../../comments/CommentTarget.ts'
import { lodgingOf } from '../../comments/lodging.ts'
import { markAttribute } from '../../comments/marginLayout.ts'
import { passes, type CommentFilter } from '../../comments/selectComments.ts'
import type { Room, RoomKeeper } from '../../connection/index.ts'
import type { BodyEditor } from '../../text/bodyEditor.ts'
import { commentsByBlock } from '../../text/commentsByBlock.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import { notify } from '../../ui/notify.ts'
import { useNow } from '../../ui/useNow.ts'
import { usePageTitle } from '../../ui/usePageTitle.ts'
import { Annexes } from './Annexes.tsx'
import { CommentPane, commentsOfPart } from './CommentPane.tsx'
import { FrozenText } from './FrozenText.tsx'
import { LiveText, type BodyPart } from './LiveText.tsx'
import { MaterialHeader } from './MaterialHeader.tsx'
import type { MaterialStore } from './materialStore.ts'
import { Outline } from './Outline.tsx'
import { PartSwitch } from './PartSwitch.tsx'
import { RejectedDialog } from './RejectedDialog.tsx'
import { useCommentActs } from './useCommentActs.ts'
import { renewSession } from './listenToRoom.ts'
import { lockedVersion } from './lockedVersion.ts'
import { useMaterialOf, useRecords } from './useMaterial.ts'
import { useNarrow } from './useNarrow.ts'
import { usePageKeys } from './usePageKeys.ts'
import { useFarewell, useOfRoom, useRejected, useRoom } from './useRooms.ts'
import { knownEvents } from './knownEvents.ts'

interface MaterialPageProps {
  readonly store: MaterialStore
  readonly rooms: RoomKeeper
}

const noneGone: ReadonlySet<string> = new Set()

/** The page of a material that has been read. */
export function MaterialPage({ store, rooms }: MaterialPageProps) {
  const { t } = useTranslation()
  const material = useMaterialOf(store)
  const session = useSession()
  const actor = useMemo(() => actorOf(session), [session])
  const acts = useCommentActs(store)
  const bodies = bodiesOf(material)
  const asked = useSearch({ from: '/office/materials/$materialId' })
  const linked = linkedComment(material, asked.comment)
  const [partId, setPartId] = useState<PartId | null>(() => firstPart(material, asked)?.id ?? null)
  const part = bodies.find(({ id }) => id === partId) ?? bodies[0]
  const version = lockedVersion(material)
  useFarewell(rooms)
  const { room, renew } = useRoom(rooms, part && !version ? part.bodyId : null)
  useSessionOf(room)
  const rejected = useRejected(rooms)
  const goOn = () => {
    if (!rejected) return
    if (rejected.bodyId === part?.bodyId && !version) renew()
    else rooms.drop(rejected.bodyId)
  }

  const isNarrow = useNarrow()
  const [page, setPage] = useState<HTMLElement | null>(null)
  const [scroller, setScroller] = useState<HTMLElement | null>(null)
  const [frozenText, setFrozenText] = useState<HTMLElement | null>(null)
  const [editor, setEditor] = useState<BodyEditor | null>(null)
  const [gone, setGone] = useState(noneGone)
  const [active, setActive] = useState<CommentId | null>(linked)
  const [filter, setFilter] = useState<CommentFilter>('all')
  const [draft, setDraft] = useState<CommentTarget | null>(null)
  const [opened, setOpened] = useState<'outline' | 'comments' | null>(null)
  const [said, setSaid] = useState('')
  const [followed, setFollowed] = useState<CommentId | null>(null)
  const text = version ? frozenText : (editor?.view.dom ?? null)
  const now = useNow()
  const mayComment = useMemo(() => lodgingOf(actor, material, instant(now)).circles.length > 0, [actor, material, now])
  usePageTitle(`${material.number} ${material.title}`)

  const open = useCallback(
    (next: CommentTarget | null) => {
      setDraft(next)
      if (next && isNarrow) setOpened('comments')
      // The form takes the focus with it: back to the words, where the keys of the page are heard.
      if (!next && !isNarrow) text?.focus({ preventScroll: true })
    },
    [isNarrow, text],
  )
  const activate = useCallback((commentId: CommentId | null) => setActive((before) => commentId ?? before), [])
  const jump = useCallback(
    (commentId: CommentId) => {
      setActive(commentId)
      setOpened((before) => (before === 'comments' ? null : before))
      if (!editor?.scrollToComment(commentId)) {
        placeInText(text, material.comments.get(commentId))?.scrollIntoView({ block: 'center' })
      }
      if (editor?.view.editable) editor.focus()
      else text?.focus({ preventScroll: true })
    },
    [editor, text, material],
  )
  useEffect(() => {
    // A link to a comment: once its words are on the page.
    if (!linked || !text || followed === linked) return
    const timer = setTimeout(() => {
      setFollowed(linked)
      jump(linked)
    }, 100)
    return () => clearTimeout(timer)
  }, [linked, text, followed, jump])

  const orderOf = useCallback((): readonly CommentId[] => {
    const listed = new Map(
      (part ? commentsOfPart(material, part.id) : [])
        .filter((comment) => passes(comment, filter, actor.personId))
        .map((comment) => [String(comment.id), comment.id]),
    )
    const inText = idsInText(text).flatMap((id) => listed.get(id) ?? [])
    const before = [...listed.values()].filter((id) => !inText.includes(id))
    return [...before, ...inText]
  }, [material, part, filter, actor.personId, text])
  const order = useCallback(() => idsInText(text), [text])

  usePageKeys(page, {
    order: orderOf,
    active,
    onGo: (commentId, position, total) => {
      setActive(commentId)
      editor?.scrollToComment(commentId)
      const name = material.comments.get(commentId)?.by.displayName ?? ''
      setSaid(t('comment.said', { position, total, name }))
    },
    onBack: () => {
      if (active) jump(active)
    },
    onComment: () => {
      if (mayComment) open(editor?.selectionTarget() ?? noTarget)
    },
  })
  useRecords(store, (record) => {
    if (record.by.personId === actor.personId) return
    for (const event of knownEvents(record)) {
      if (event.type === 'comment-lodged') setSaid(t('comment.arrived', { name: record.by.displayName }))
      if (event.type === 'material-locked') {
        notify({ tone: 'info', text: t('material.lockDone', { number: event.version.number }) })
      }
    }
  })

  if (!part) return null
  const pane = (
    <CommentPane
      material={material}
      actor={actor}
      partId={part.id}
      filter={filter}
      onFilter={setFilter}
      gone={gone}
      active={active}
      acts={acts}
      draft={draft}
      onDraft={open}
      onActivate={setActive}
      onJump={jump}
      text={text}
      scroller={scroller}
      isSheet={isNarrow}
      order={order}
    >
      {isNarrow ? (
        <IconButton
          label={t('material.close')}
          icon={<X size={18} aria-hidden="true" />}
          onPress={() => setOpened(null)}
        />
      ) : null}
    </CommentPane>
  )
  const side = (
    <>
      <Outline text={text} scroller={scroller} onGo={() => setOpened(null)} />
      <Annexes
        store={store}
        material={material}
        actor={actor}
        {...(mayComment ? { onComment: (annexId: PartId) => open(annexTarget(annexId)) } : {})}
      />
    </>
  )
  return (
    <div className="material-page" ref={setPage}>
      <MaterialHeader store={store} material={material} actor={actor} room={room} />
      <div className="material-body">
        {isNarrow ? null : (
          <div className="material-outline" data-region tabIndex={-1}>
            {side}
          </div>
        )}
        <div className="material-scroller" ref={setScroller}>
          <main
            id="main"
            className="material-text"
            tabIndex={-1}
            data-region
            aria-label={t('material.document', { title: part.title })}
          >
            {bodies.length > 1 ? (
              <PartSwitch material={material} parts={bodies} selected={part.id} onSelect={setPartId} />
            ) : null}
            <div className="sheet">
              {version ? (
                <FrozenText
                  key={part.id}
                  materialId={material.id}
                  version={version}
                  partId={part.id}
                  title={part.title}
                  active={active}
                  onText={setFrozenText}
                />
              ) : room ? (
                <LiveText
                  key={part.bodyId}
                  material={material}
                  actor={actor}
                  part={part}
                  room={room}
                  active={active}
                  onActivate={activate}
                  onDraft={open}
                  mayComment={mayComment}
                  isDrafting={draft !== null}
                  onEditor={setEditor}
                  onGone={setGone}
                />
              ) : null}
            </div>
          </main>
          {isNarrow ? null : (
            <aside className="material-comments" aria-label={t('material.regionComments')} data-region tabIndex={-1}>
              {pane}
            </aside>
          )}
        </div>
      </div>
      {isNarrow ? (
        <>
          <div className="fabs">
            <Button icon={<List size={20} aria-hidden="true" />} onPress={() => setOpened('outline')}>
              {t('material.outline')}
            </Button>
            <Button
              variant="primary"
              icon={<MessageSquare size={20} aria-hidden="true" />}
              onPress={() => setOpened('comments')}
            >
              {t('comment.count', { count: commentsOfPart(material, part.id).length })}
            </Button>
          </div>
          {opened === 'comments' ? (
            <aside className="comment-sheet" aria-label={t('material.regionComments')} data-region tabIndex={-1}>
              {pane}
            </aside>
          ) : null}
          {opened === 'outline' ? (
            <div className="outline-drawer" data-region tabIndex={-1}>
              <IconButton
                label={t('material.close')}
                icon={<X size={18} aria-hidden="true" />}
                onPress={() => setOpened(null)}
              />
              {side}
            </div>
          ) : null}
        </>
      ) : null}
      {rejected ? <RejectedDialog key={rejected.bodyId} words={rejected.words} onGoOn={goOn} /> : null}
      <div role="status" className="visually-hidden">
        {said}
      </div>
    </div>
  )
}

interface Asked {
  readonly part?: string | undefined
  readonly comment?: string | undefined
}

/** The text that the page of a material begins with; `null` when it is a locked one, which has no room. */
export const firstText = (material: Material, asked: Asked): BodyId | null =>
  lockedVersion(material) ? null : (firstPart(material, asked)?.bodyId ?? null)

/** The part that a link leads to, or the first. */
function firstPart(material: Material, { part, comment }: Asked): BodyPart | undefined {
  const bodies = bodiesOf(material)
  const ofComment = partOf(material, linkedComment(material, comment))
  return bodies.find(({ id }) => id === ofComment) ?? bodies.find(({ id }) => id === part) ?? bodies[0]
}

const bodiesOf = (material: Material) => material.parts.filter((part): part is BodyPart => part.form === 'body')

/** The mark of a comment in a text without an editor, or the picture that it is about. */
function placeInText(text: HTMLElement | null, comment: ReviewComment | undefined): Element | null {
  if (!text || !comment) return null
  const { id, place } = comment
  return text.querySelector(place.at === 'image' ? `img[src$="${place.blob}"]` : `[${markAttribute}="${id}"]`)
}

/** Comment ids in the order of their words. */
function idsInText(text: HTMLElement | null): readonly string[] {
  const placed = text && commentsByBlock(text)
  if (placed) return [...placed.values()].flat()
  const ids = new Set<string>()
  for (const mark of text?.querySelectorAll(`mark[${markAttribute}]`) ?? []) {
    const id = mark.getAttribute(markAttribute)
    if (id) ids.add(id)
  }
  return [...ids]
}

/** The comment of a link, if the person may see it. */
function linkedComment(material: Material, id: string | undefined): CommentId | null {
  const commentId = parseCommentId(id)
  return commentId && material.comments.has(commentId) ? commentId : null
}

function partOf(material: Material, commentId: CommentId | null): PartId | null {
  const place = commentId ? material.comments.get(commentId)?.place : undefined
  return place && place.at !== 'material' ? place.partId : null
}

/** A room whose socket was closed for an old cookie goes on once the session is renewed. */
function useSessionOf(room: Room | null): void {
  const isOver = useOfRoom(room, ({ state }) => state.type === 'session-ended', false)
  useEffect(() => {
    if (!room || !isOver) return
    const goOn = () => room.retryNow()
    void renewSession(goOn)
    return watchSession(() => {
      if (currentSession().state === 'signed-in') goOn()
    })
  }, [room, isOver])
}
