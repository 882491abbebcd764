import type { CommentId } from '@glosa/domain/model'
import { commentsByBlock } from '../text/commentsByBlock.ts'
import { placeCards } from './placeCards.ts'

/** Attribute of the marks in the text that names their comment. */
export const markAttribute = 'data-comment'

export interface MarginParts {
  /** The element whose children are the blocks of the text. */
  readonly text: HTMLElement
  /** Where the cards stand; scrolls together with the text. */
  readonly layer: HTMLElement
  readonly scroller: HTMLElement
}

/** Keeps cards beside their lines. All numbers are pixels. */
export interface MarginLayout {
  /** Sets which comments are listed; those without words in the text stand first, in this order. */
  setComments(ids: readonly CommentId[]): void
  setActive(id: CommentId | null): void
  /** The cards that are mounted have changed: place them and learn their heights. */
  mounted(): void
  destroy(): void
}

const gap = 6
const lineHeight = 42

/**
 * Lays a margin out with as little measuring as possible, in one animation frame: a change in the
 * text measures only the block it happened in; everything is measured again only when the height
 * or the structure of the text changes, or after scrolling by a screen. Marks far away count as
 * the top of their block. Cards are moved by writing `transform`; `onVisible` is called only when
 * the set or order of the cards to mount changes.
 */
export function layMargin(
  { text, layer, scroller }: MarginParts,
  onVisible: (ids: readonly CommentId[], order: readonly CommentId[]) => void,
): MarginLayout {
  let listed: ReadonlySet<string> = new Set()
  let general: readonly CommentId[] = []
  let order: readonly CommentId[] = []
  let active: CommentId | null = null
  let visible: readonly CommentId[] = []
  let wanted = new Map<string, number>()
  let within = new WeakMap<Element, Map<string, number>>()
  /** Ids of the marks that a block had when everything was measured. */
  const marksSeen = new WeakMap<Element, string>()
  const heights = new Map<string, number>()
  const tops = new Map<string, number>()
  const dirty = new Set<Element>()
  let full = true
  let replace = true
  let frame = 0
  let textHeight = 0
  let textWidth = 0
  let measuredAt = 0

  const marksIn = (block: Element) => {
    const found = new Map<string, HTMLElement>()
    for (const mark of block.querySelectorAll<HTMLElement>(`[${markAttribute}]`)) {
      const id = mark.getAttribute(markAttribute)
      if (id && !found.has(id)) found.set(id, mark)
    }
    return found
  }

  const measureBlock = (block: Element) => {
    const top = block.getBoundingClientRect().top
    const offsets = new Map<string, number>()
    for (const [id, mark] of marksIn(block)) offsets.set(id, mark.getBoundingClientRect().top - top)
    within.set(block, offsets)
    return offsets
  }

  const measureAll = () => {
    const origin = layer.getBoundingClientRect().top
    const view = scroller.getBoundingClientRect()
    wanted = new Map()
    const found: CommentId[] = []
    // Of many comments those far away are not drawn, and yet have their place.
    const placed = commentsByBlock(text)
    for (const block of text.children) {
      const rect = block.getBoundingClientRect()
      const known = within.get(block)
      const offsets = isNear(rect, view) && (!known || dirty.has(block)) ? measureBlock(block) : known
      const drawn = [...(offsets ?? marksIn(block)).keys()]
      marksSeen.set(block, drawn.join())
      const ids = placed ? new Set([...(placed.get(block) ?? []), ...drawn]) : drawn
      for (const id of ids) {
        if (wanted.has(id) || !listed.has(id)) continue
        wanted.set(id, rect.top - origin + (offsets?.get(id) ?? 0))
        found.push(id as CommentId)
      }
    }
    order = [...general.filter((id) => !wanted.has(id)), ...found]
    full = false
    replace = true
    measuredAt = scroller.scrollTop
  }

  /** Whether a block is so close to the screen that its marks count as standing at their lines. */
  const isNear = (rect: DOMRect, view: DOMRect) =>
    rect.bottom > view.top - 2 * view.height && rect.top < view.bottom + 2 * view.height

  const measureDirty = () => {
    const origin = layer.getBoundingClientRect().top
    const view = scroller.getBoundingClientRect()
    for (const block of dirty) {
      const rect = block.getBoundingClientRect()
      // To measure inside a block far away would make the browser lay it out, which it otherwise leaves undone.
      if (!isNear(rect, view)) {
        within.delete(block)
        if ([...marksIn(block).keys()].join() === marksSeen.get(block)) continue
        full = true
        return
      }
      const before = within.get(block)
      const offsets = measureBlock(block)
      const same = before?.size === offsets.size && [...offsets.keys()].every((id) => before.has(id))
      if (!same) {
        full = true
        return
      }
      const top = rect.top - origin
      for (const [id, offset] of offsets) {
        if (!wanted.has(id) || Math.abs((wanted.get(id) ?? 0) - top - offset) < 0.5) continue
        wanted.set(id, top + offset)
        replace = true
      }
    }
  }

  const place = () => {
    const cards = order.map((id) => ({ wanted: wanted.get(id) ?? 0, height: heights.get(id) ?? lineHeight }))
    const placed = placeCards(cards, gap, active ? order.indexOf(active) : -1)
    tops.clear()
    for (const [i, id] of order.entries()) tops.set(id, placed[i] ?? 0)
    const last = order.length - 1
    const bottom = last < 0 ? 0 : (placed[last] ?? 0) + (cards[last]?.height ?? 0)
    layer.style.minHeight = `${Math.ceil(bottom + 24)}px`
    replace = false
  }

  const run = () => {
    frame = 0
    const height = text.offsetHeight
    if (height !== textHeight) full = true
    textHeight = height
    if (!full && dirty.size > 0) measureDirty()
    if (full) measureAll()
    dirty.clear()
    if (replace) place()
    const from = scroller.scrollTop - layer.offsetTop
    const view = scroller.clientHeight
    const near = (top: number) => top > from - view * 0.75 && top < from + view * 1.75
    const next = order.filter((id) => id === active || near(tops.get(id) ?? 0))
    if (next.length !== visible.length || next.some((id, i) => id !== visible[i])) {
      visible = next
      onVisible(visible, order)
    }
    move()
  }

  const move = () => {
    for (const slot of layer.children) {
      if (!(slot instanceof HTMLElement)) continue
      const top = tops.get(slot.dataset['id'] ?? '')
      if (top === undefined) continue
      const transform = `translateY(${Math.round(top)}px)`
      if (slot.style.transform !== transform) slot.style.transform = transform
    }
  }

  const soon = () => {
    frame ||= requestAnimationFrame(run)
  }

  const changes = new MutationObserver((records) => {
    for (const { target } of records) {
      if (target === text) {
        full = true
        continue
      }
      let block: Node | null = target
      while (block && block.parentNode !== text) block = block.parentNode
      if (block instanceof Element) dirty.add(block)
    }
    // Now, not in the next frame: what others write arrives in a frame, which will lay the text out anyway.
    cancelAnimationFrame(frame)
    run()
  })
  changes.observe(text, {
    subtree: true,
    childList: true,
    characterData: true,
    attributes: true,
    attributeFilter: [markAttribute],
  })

  const sizes = new ResizeObserver(() => {
    if (text.offsetWidth !== textWidth) {
      textWidth = text.offsetWidth
      within = new WeakMap()
      full = true
    }
    soon()
  })
  sizes.observe(text)

  const cardSizes = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      if (!(target instanceof HTMLElement)) continue
      const id = target.dataset['id'] ?? ''
      const height = target.offsetHeight
      if (height === 0 || heights.get(id) === height) continue
      heights.set(id, height)
      replace = true
    }
    if (replace) soon()
  })

  const onScroll = () => {
    if (Math.abs(scroller.scrollTop - measuredAt) > scroller.clientHeight) full = true
    soon()
  }
  scroller.addEventListener('scroll', onScroll, { passive: true })
  soon()

  return {
    setComments: (ids) => {
      listed = new Set<string>(ids)
      general = ids
      full = true
      soon()
    },
    setActive: (id) => {
      active = id
      replace = true
      soon()
    },
    mounted: () => {
      cardSizes.disconnect()
      for (const slot of layer.children) cardSizes.observe(slot)
      move()
    },
    destroy: () => {
      cancelAnimationFrame(frame)
      changes.disconnect()
      sizes.disconnect()
      cardSizes.disconnect()
      scroller.removeEventListener('scroll', onScroll)
    },
  }
}
