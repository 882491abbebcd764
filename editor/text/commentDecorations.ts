import { resolveAnchors } from '@glosa/domain/body'
import type { PassageRange } from '@glosa/domain/body'
import type { Node } from 'prosemirror-model'
import { Plugin, PluginKey } from 'prosemirror-state'
import type { EditorState, Transaction } from 'prosemirror-state'
import { DecorationSet } from 'prosemirror-view'
import type { Decoration, EditorView } from 'prosemirror-view'
import type { BodyBinding } from './bodyBinding.ts'
import { syncMetaOf } from './bodyBinding.ts'
import { byBlock, tellComments, type CommentsByBlock } from './commentsByBlock.ts'
import { drawComment } from './drawComment.ts'
import type { BodyComment } from './drawComment.ts'
import type { Frames } from './frames.ts'
import { movedPassage } from './movedPassage.ts'
import { nearSight } from './nearSight.ts'
import { repairAnchors } from './repairAnchors.ts'
import type { AnchorRepair } from './repairAnchors.ts'
import { isWorn, wornBy } from './wornAnchors.ts'
import type { WornAnchors } from './wornAnchors.ts'

export interface CommentCallbacks {
  /** Called in the next frame after other comments than before have lost their words, with all that have. */
  readonly onGone?: (gone: readonly string[]) => void
  /** Called after an own edit that took words from under anchors: their new places, to be sent to the server. */
  readonly onRepair?: (repairs: readonly AnchorRepair[]) => void
}

interface CommentState {
  readonly comments: ReadonlyMap<string, BodyComment>
  readonly ranges: ReadonlyMap<string, PassageRange>
  readonly worn: WornAnchors
  readonly active: string | null
  /** Comments whose card is on the screen. */
  readonly visible: ReadonlySet<string>
  /** Where the person inserted what may hold lost words, since anchors were last looked after. */
  readonly inserted: readonly PassageRange[]
  /** Where comments are drawn when there are many; `null` before anybody looked. */
  readonly drawn: PassageRange | null
  readonly decorations: DecorationSet
}

export type CommentMeta =
  | { readonly type: 'comments'; readonly comments: readonly BodyComment[] }
  | { readonly type: 'active'; readonly id: string | null }
  | { readonly type: 'visible'; readonly ids: ReadonlySet<string> }
  | { readonly type: 'sight'; readonly range: PassageRange }
  | {
      readonly type: 'repaired'
      readonly ranges: ReadonlyMap<string, PassageRange>
      readonly repairs: readonly AnchorRepair[]
    }

const commentKey = new PluginKey<CommentState>('glosa-comments')

/** Marks the words of comments. Own edits carry them along; what others wrote makes them be looked up again. */
export const commentDecorations = (
  binding: BodyBinding,
  frames: Frames,
  callbacks: CommentCallbacks,
): Plugin<CommentState> =>
  new Plugin<CommentState>({
    key: commentKey,
    state: {
      init: () => emptyState,
      apply: (tr, state) => applyTo(binding, state, tr),
    },
    props: { decorations: (state) => commentKey.getState(state)?.decorations },
    view: (view) => new CommentReporter(view, binding, frames, callbacks),
  })

const emptyState: CommentState = {
  comments: new Map(),
  ranges: new Map(),
  worn: new Map(),
  active: null,
  visible: new Set(),
  inserted: [],
  drawn: null,
  decorations: DecorationSet.empty,
}

/** Tells the plugin something; a transaction without any change of the text. */
export const commentMeta = (tr: Transaction, meta: CommentMeta): Transaction => tr.setMeta(commentKey, meta)

/** Where the words of a comment are in this state; `null` when they are gone. */
export const rangeOfComment = (state: EditorState, id: string): PassageRange | null =>
  commentKey.getState(state)?.ranges.get(id) ?? null

function applyTo(binding: BodyBinding, state: CommentState, tr: Transaction): CommentState {
  const meta: CommentMeta | undefined = tr.getMeta(commentKey)
  const sync = syncMetaOf(tr)
  let next = tr.docChanged ? mapped(state, tr, sync === null) : state
  if (sync && tr.docChanged) {
    const undone = sync.from === 'undo'
    next = lookedUp(binding, next, tr, undone)
    // Words that come back by undo are new letters to an anchor that was repaired in between.
    if (undone) next = { ...next, inserted: insertsFor(next, next.ranges, tr) }
  }
  if (!meta) return next
  switch (meta.type) {
    case 'comments': {
      const list = meta.comments.map((comment) => {
        const known = isWorn(next.worn, comment.id, comment.anchor) ? next.comments.get(comment.id) : undefined
        return known ? { ...comment, anchor: known.anchor } : comment
      })
      const comments = new Map(list.map((comment) => [comment.id, comment]))
      const ranges = resolved(binding, list, false)
      return redrawn({ ...next, comments, ranges }, tr.doc, null)
    }
    case 'active':
      return redrawn({ ...next, active: meta.id }, tr.doc, new Set([meta.id, next.active].filter((id) => id !== null)))
    case 'visible': {
      const changed = new Set([...meta.ids].filter((id) => !next.visible.has(id)))
      for (const id of next.visible) if (!meta.ids.has(id)) changed.add(id)
      return changed.size === 0 ? next : redrawn({ ...next, visible: meta.ids }, tr.doc, changed)
    }
    case 'sight':
      return redrawn({ ...next, drawn: meta.range }, tr.doc, null)
    case 'repaired': {
      const comments = new Map(next.comments)
      const worn = new Map(next.worn)
      for (const { id, anchor } of meta.repairs) {
        const comment = comments.get(id)
        if (!comment) continue
        const repaired = { ...comment, anchor }
        worn.set(id, wornBy(worn.get(id), comment.anchor, anchor))
        comments.set(id, repaired)
      }
      return withRanges({ ...next, comments, worn, inserted: [] }, meta.ranges, tr.doc)
    }
  }
}

/**
 * Looks up again, in the shared text, the passages that a change of others touched and those that are
 * gone; the rest are only carried along. After the own undo all are looked up.
 */
function lookedUp(binding: BodyBinding, state: CommentState, tr: Transaction, undone: boolean): CommentState {
  const span = changedSpan(tr)
  const touched = [...state.comments.values()].filter(({ id }) => {
    const range = state.ranges.get(id)
    return undone || !range || (range.from <= span.to && range.to >= span.from)
  })
  if (touched.length === 0) return state
  const found = resolved(binding, touched, undone)
  if (undone) {
    const lost = touched.filter(({ id }) => !found.has(id))
    const earlier = lost.flatMap((comment) =>
      (state.worn.get(comment.id) ?? []).map((anchor) => ({ ...comment, anchor })),
    )
    // The latest that is there again wins.
    for (const [id, range] of resolved(binding, earlier, true)) found.set(id, range)
  }
  const ranges = new Map(state.ranges)
  for (const { id } of touched) {
    const range = found.get(id)
    if (range) ranges.set(id, range)
    else ranges.delete(id)
  }
  return withRanges(state, ranges, tr.doc)
}

/** The stretch of the new document that holds everything a transaction changed. */
function changedSpan(tr: Transaction): PassageRange {
  let from = Infinity
  let to = -1
  for (const range of stepRanges(tr)) {
    from = Math.min(from, range.from)
    to = Math.max(to, range.to)
  }
  return { from, to }
}

/** Carries everything through a change; text typed at the edge of a passage stays outside it. */
function mapped(state: CommentState, tr: Transaction, own: boolean): CommentState {
  let moved: Map<string, PassageRange> | null = null
  const lifted = new Set<string>()
  let put: PassageRange[] | null = null
  // Positions before the first change of a single step stay as they are.
  const [step] = tr.mapping.maps
  let first = tr.mapping.maps.length === 1 ? Infinity : 0
  if (tr.mapping.maps.length === 1) step?.forEach((from) => (first = Math.min(first, from)))
  for (const [id, range] of state.ranges) {
    if (range.to < first) continue
    const from = tr.mapping.map(range.from, 1)
    const to = tr.mapping.map(range.to, -1)
    if (from === range.from && to === range.to) continue
    // Most text stands before the change or has no comment: then nothing is copied.
    moved ??= new Map(state.ranges)
    const place =
      from < to ? { from, to } : own ? movedPassage(tr.before, range, tr.doc, (put ??= stepRanges(tr))) : null
    if (place) moved.set(id, place)
    else moved.delete(id)
    if (from >= to) lifted.add(id)
  }
  const ranges = moved ?? state.ranges
  const inserted = own ? insertsFor(state, ranges, tr) : []
  const drawn = state.drawn && {
    from: tr.mapping.map(state.drawn.from, -1),
    to: tr.mapping.map(state.drawn.to, 1),
  }
  const next = { ...state, ranges, inserted, drawn, decorations: state.decorations.map(tr.mapping, tr.doc) }
  return lifted.size > 0 ? redrawn(next, tr.doc, lifted) : next
}

/** What the person inserted that is long enough to hold the words of a comment whose words are gone. */
function insertsFor(state: CommentState, ranges: ReadonlyMap<string, PassageRange>, tr: Transaction): PassageRange[] {
  if (ranges.size === state.comments.size) return []
  let shortest = Infinity
  for (const { id, anchor } of state.comments.values()) {
    if (!ranges.has(id)) shortest = Math.min(shortest, anchor.quote.length)
  }
  const before = state.inserted.map(({ from, to }) => ({ from: tr.mapping.map(from, 1), to: tr.mapping.map(to, -1) }))
  return [...before, ...stepRanges(tr)].filter(({ from, to }) => to - from >= shortest)
}

/** What the steps of a transaction put in, as ranges of the new document; empty ones where they only deleted. */
function stepRanges(tr: Transaction): PassageRange[] {
  const ranges: PassageRange[] = []
  tr.mapping.maps.forEach((map, index) => {
    const rest = tr.mapping.slice(index + 1)
    map.forEach((_oldFrom, _oldTo, from, to) => {
      const start = rest.map(from, 1)
      ranges.push({ from: start, to: Math.max(start, rest.map(to, -1)) })
    })
  })
  return ranges
}

function resolved(binding: BodyBinding, list: readonly BodyComment[], followUndo: boolean): Map<string, PassageRange> {
  const ranges = resolveAnchors(
    binding.mirror,
    list.map((comment) => comment.anchor),
    binding.index,
    { followUndo },
  )
  const result = new Map<string, PassageRange>()
  list.forEach((comment, index) => {
    const range = ranges[index]
    if (range && range !== 'gone') result.set(comment.id, range)
  })
  return result
}

function withRanges(state: CommentState, ranges: ReadonlyMap<string, PassageRange>, doc: Node): CommentState {
  const changed = new Set<string>()
  for (const id of state.comments.keys()) {
    const before = state.ranges.get(id)
    const after = ranges.get(id)
    if (before?.from !== after?.from || before?.to !== after?.to) changed.add(id)
  }
  const next = { ...state, ranges }
  return changed.size === 0 ? next : redrawn(next, doc, changed)
}

/** Above so many comments only those near what is on the screen are drawn: the others would slow every key. */
const manyComments = 200

function isDrawn({ comments, drawn, active }: CommentState, id: string, { from, to }: PassageRange): boolean {
  if (comments.size <= manyComments || active === id) return true
  return drawn !== null && from <= drawn.to && to >= drawn.from
}

/** Above so many it is quicker to draw all anew than to pick out the changed ones. */
const manyChanged = 50

function redrawn(state: CommentState, doc: Node, ids: ReadonlySet<string> | null): CommentState {
  const draw = (list: Iterable<string>) => {
    const decorations: Decoration[] = []
    for (const id of list) {
      const comment = state.comments.get(id)
      const range = state.ranges.get(id)
      if (!comment || !range || !isDrawn(state, id, range)) continue
      if (range.to <= doc.content.size) {
        const shown = { active: state.active === id, visible: state.visible.has(id) }
        decorations.push(...drawComment(comment, range, shown))
      }
    }
    return decorations
  }
  if (!ids || ids.size > manyChanged) {
    return { ...state, decorations: DecorationSet.create(doc, draw(state.comments.keys())) }
  }
  const old = state.decorations.find(undefined, undefined, (spec) => ids.has(String(spec['comment'])))
  return { ...state, decorations: state.decorations.remove(old).add(doc, draw(ids)) }
}

/** Comments whose words are gone, in the order of the comments. */
function goneIn(editorState: EditorState): readonly string[] {
  const state = commentKey.getState(editorState)
  if (!state || state.ranges.size === state.comments.size) return []
  return [...state.comments.keys()].filter((id) => !state.ranges.has(id))
}

const sameIds = (a: readonly string[], b: readonly string[]) => a.length === b.length && a.every((id, i) => id === b[i])

/** Of many comments: which begin in which block on the page; `null` while all are drawn. */
function notAllDrawn(view: EditorView): CommentsByBlock | null {
  const state = commentKey.getState(view.state)
  return state && state.comments.size > manyComments ? byBlock(view, state.ranges) : null
}

class CommentReporter {
  readonly #binding: BodyBinding
  readonly #frames: Frames
  readonly #callbacks: CommentCallbacks
  readonly #onScroll: () => void
  #cancelFrame: (() => void) | null = null
  #told: readonly string[] = []
  #cancelLook: (() => void) | null = null
  #repairing = false
  #destroyed = false

  constructor(view: EditorView, binding: BodyBinding, frames: Frames, callbacks: CommentCallbacks) {
    this.#binding = binding
    this.#frames = frames
    this.#callbacks = callbacks
    this.#onScroll = () => this.#lookLater(view)
    // Whatever scrolls: the column of the text, or the page on a small screen.
    document.addEventListener('scroll', this.#onScroll, { capture: true, passive: true })
    window.addEventListener('resize', this.#onScroll)
    if (commentKey.getState(view.state)?.comments.size) this.#report(view)
    tellComments(view.dom, () => notAllDrawn(view))
  }

  update(view: EditorView, previous: EditorState) {
    const before = commentKey.getState(previous)
    const after = commentKey.getState(view.state)
    if (!before || !after) return
    const grown = Math.abs(view.state.doc.content.size - previous.doc.content.size)
    if (after.comments.size > manyComments && (after.drawn === null || grown > 1_000)) this.#lookLater(view)
    // Nearly every change leaves each comment its words: it must not cost a frame of its own.
    if (before.ranges !== after.ranges || before.comments !== after.comments) this.#report(view)
    if (previous.doc === view.state.doc || after.comments.size === 0) return
    // Only deletions take words from under an anchor (a changed block type is one, too); a paste may bring some back.
    const deleted = this.#binding.takeDeleted()
    if (deleted || after.inserted.length > 0) this.#repair(view)
  }

  destroy() {
    this.#destroyed = true
    this.#cancelFrame?.()
    this.#cancelLook?.()
    document.removeEventListener('scroll', this.#onScroll, { capture: true })
    window.removeEventListener('resize', this.#onScroll)
  }

  #report(view: EditorView) {
    const { onGone } = this.#callbacks
    if (!onGone || sameIds(goneIn(view.state), this.#told)) return
    this.#cancelFrame ??= this.#frames(() => {
      this.#cancelFrame = null
      const gone = goneIn(view.state)
      if (sameIds(gone, this.#told)) return
      this.#told = gone
      onGone(gone)
    })
  }

  /** Draws, in the next frame, the comments that have come into sight. */
  #lookLater(view: EditorView) {
    if ((commentKey.getState(view.state)?.comments.size ?? 0) <= manyComments) return
    this.#cancelLook ??= this.#frames(() => {
      this.#cancelLook = null
      const drawn = commentKey.getState(view.state)?.drawn ?? null
      const seen = nearSight(view, 0.5)
      const wanted = nearSight(view, 2)
      const isCovered = drawn !== null && drawn.from <= seen.from && drawn.to >= seen.to
      // A stretch into which a whole text came is as long as that.
      const isTight = drawn !== null && drawn.to - drawn.from <= 2 * (wanted.to - wanted.from)
      if (!isCovered || !isTight) view.dispatch(commentMeta(view.state.tr, { type: 'sight', range: wanted }))
    })
  }

  /** After this task, and so before the next of other people's changes is shown. */
  #repair(view: EditorView) {
    if (this.#repairing) return
    this.#repairing = true
    queueMicrotask(() => {
      this.#repairing = false
      const state = this.#destroyed ? undefined : commentKey.getState(view.state)
      if (!state) return
      const { ranges, repairs } = repairAnchors(
        this.#binding,
        [...state.comments.values()],
        state.ranges,
        state.inserted,
      )
      view.dispatch(commentMeta(view.state.tr, { type: 'repaired', ranges, repairs }))
      if (repairs.length > 0) this.#callbacks.onRepair?.(repairs)
    })
  }
}
