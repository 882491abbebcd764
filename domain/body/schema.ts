import { Schema } from 'prosemirror-model'
import type { Attrs, DOMOutputSpec, MarkSpec, Node, NodeSpec } from 'prosemirror-model'
import { tableNodes } from './tableNodes.ts'

/**
 * Number of the body schema. A client with a lower number than the body's is refused, because it
 * would not know some nodes. Raised by every change that an older client could not show.
 */
export const bodySchemaNumber = 1

/** Styles of an ordered list, named as in CSS. */
export const listStyles = ['decimal', 'lower-alpha', 'lower-roman'] as const
export type ListStyle = (typeof listStyles)[number]

const hex64 = /^[0-9a-f]{64}$/
const allowedHref = /^(?:https?:\/\/[^\s]|mailto:[^\s])/i

/** Whether a link may point there: http, https and mailto only. */
export const isAllowedHref = (href: unknown): href is string =>
  typeof href === 'string' && href.length <= 2000 && allowedHref.test(href)

const check = (name: string, fits: (value: unknown) => boolean) => (value: unknown) => {
  if (!fits(value)) throw new RangeError(`Invalid value for ${name}`)
}
const whole = (from: number, to: number) => (value: unknown) =>
  typeof value === 'number' && Number.isInteger(value) && value >= from && value <= to
const text = (limit: number) => (value: unknown) => typeof value === 'string' && value.length <= limit

function listAttrs(dom: HTMLElement): Attrs {
  const start = Number.parseInt(dom.getAttribute('start') ?? '1', 10)
  const declared = dom.style.listStyleType || { a: 'lower-alpha', i: 'lower-roman' }[dom.getAttribute('type') ?? '']
  return {
    start: whole(0, 100_000)(start) ? start : 1,
    style: listStyles.find((style) => style === declared) ?? 'decimal',
  }
}

function imageAttrs(dom: HTMLElement): Attrs | false {
  const blob = /^\/api\/v1\/blobs\/([0-9a-f]{64})$/.exec(dom.getAttribute('src') ?? '')?.[1]
  if (!blob) return false
  const width = Number.parseInt(dom.getAttribute('width') ?? '', 10)
  return { blob, alt: (dom.getAttribute('alt') ?? '').slice(0, 1000), width: whole(1, 4000)(width) ? width : null }
}

const nodes = {
  doc: { content: 'block+' },
  paragraph: {
    content: 'inline*',
    group: 'block',
    parseDOM: [{ tag: 'p' }],
    toDOM: (): DOMOutputSpec => ['p', 0],
  },
  heading: {
    attrs: { level: { default: 1, validate: check('level', whole(1, 4)) } },
    content: 'inline*',
    group: 'block',
    defining: true,
    parseDOM: [
      ...[1, 2, 3, 4].map((level) => ({ tag: `h${level}`, attrs: { level } })),
      { tag: 'h5', attrs: { level: 4 } },
      { tag: 'h6', attrs: { level: 4 } },
    ],
    toDOM: (node: Node): DOMOutputSpec => [`h${node.attrs['level']}`, 0],
  },
  article: {
    content: 'inline*',
    group: 'block',
    defining: true,
    parseDOM: [{ tag: '[data-block=article]', priority: 60 }],
    toDOM: (): DOMOutputSpec => ['h2', { 'data-block': 'article' }, 0],
  },
  clause: {
    content: 'inline*',
    group: 'block',
    defining: true,
    parseDOM: [{ tag: '[data-block=clause]', priority: 60 }],
    toDOM: (): DOMOutputSpec => ['p', { 'data-block': 'clause' }, 0],
  },
  bulletList: {
    content: 'listItem+',
    group: 'block',
    parseDOM: [{ tag: 'ul' }],
    toDOM: (): DOMOutputSpec => ['ul', 0],
  },
  orderedList: {
    attrs: {
      start: { default: 1, validate: check('start', whole(0, 100_000)) },
      style: { default: 'decimal', validate: check('style', (value) => listStyles.some((style) => style === value)) },
    },
    content: 'listItem+',
    group: 'block',
    parseDOM: [{ tag: 'ol', getAttrs: listAttrs }],
    toDOM: (node: Node): DOMOutputSpec => [
      'ol',
      {
        start: node.attrs['start'] === 1 ? null : node.attrs['start'],
        type: { decimal: null, 'lower-alpha': 'a', 'lower-roman': 'i' }[String(node.attrs['style'])] ?? null,
      },
      0,
    ],
  },
  listItem: {
    content: 'paragraph block*',
    defining: true,
    parseDOM: [{ tag: 'li' }],
    toDOM: (): DOMOutputSpec => ['li', 0],
  },
  ...tableNodes,
  image: {
    attrs: {
      blob: { default: '', validate: check('blob', (value) => value === '' || hex64.test(String(value))) },
      alt: { default: '', validate: check('alt', text(1000)) },
      width: { default: null, validate: check('width', (value) => value === null || whole(1, 4000)(value)) },
    },
    group: 'block',
    atom: true,
    draggable: true,
    parseDOM: [{ tag: 'img[src]', getAttrs: imageAttrs }],
    toDOM: (node: Node): DOMOutputSpec => [
      'img',
      { src: `/api/v1/blobs/${node.attrs['blob']}`, alt: node.attrs['alt'], width: node.attrs['width'] },
    ],
  },
  footnote: {
    attrs: { text: { default: '', validate: check('text', text(10_000)) } },
    group: 'inline',
    inline: true,
    atom: true,
    parseDOM: [
      {
        tag: 'span[data-footnote]',
        getAttrs: (dom: HTMLElement) => ({ text: (dom.getAttribute('data-footnote') ?? '').slice(0, 10_000) }),
      },
    ],
    toDOM: (node: Node): DOMOutputSpec => [
      'span',
      {
        'data-footnote': node.attrs['text'],
        role: 'note',
        title: node.attrs['text'],
        'aria-label': node.attrs['text'],
      },
    ],
  },
  hardBreak: {
    group: 'inline',
    inline: true,
    selectable: false,
    parseDOM: [{ tag: 'br' }],
    toDOM: (): DOMOutputSpec => ['br'],
    leafText: () => '\n',
  },
  text: { group: 'inline' },
} satisfies Record<string, NodeSpec>

/** Google Docs wraps a whole paste in `<b style="font-weight: normal">`: that is no emphasis. */
const unlessStyle = (property: 'fontWeight' | 'fontStyle', value: string) => (dom: HTMLElement) =>
  dom.style[property] !== value && null

const marks = {
  link: {
    attrs: { href: { default: '', validate: check('href', isAllowedHref) } },
    inclusive: false,
    parseDOM: [
      {
        tag: 'a[href]',
        getAttrs: (dom: HTMLElement) => {
          const href = (dom.getAttribute('href') ?? '').trim()
          return isAllowedHref(href) && { href }
        },
      },
    ],
    toDOM: (mark): DOMOutputSpec => [
      'a',
      { href: mark.attrs['href'], rel: 'noopener noreferrer nofollow', target: '_blank' },
      0,
    ],
  },
  bold: {
    parseDOM: [
      { tag: 'strong' },
      { tag: 'b', getAttrs: unlessStyle('fontWeight', 'normal') },
      { style: 'font-weight', getAttrs: (value: string) => /^(?:bold(?:er)?|[6-9]\d\d)$/.test(value) && null },
    ],
    toDOM: (): DOMOutputSpec => ['strong', 0],
  },
  italic: {
    parseDOM: [
      { tag: 'em' },
      { tag: 'i', getAttrs: unlessStyle('fontStyle', 'normal') },
      { style: 'font-style=italic' },
    ],
    toDOM: (): DOMOutputSpec => ['em', 0],
  },
  underline: {
    parseDOM: [
      { tag: 'u' },
      { tag: 'ins' },
      { style: 'text-decoration', getAttrs: (value: string) => value.includes('underline') && null },
    ],
    toDOM: (): DOMOutputSpec => ['u', 0],
  },
  strike: {
    parseDOM: [
      { tag: 's' },
      { tag: 'del' },
      { tag: 'strike' },
      { style: 'text-decoration', getAttrs: (value: string) => value.includes('line-through') && null },
    ],
    toDOM: (): DOMOutputSpec => ['s', 0],
  },
  superscript: {
    excludes: 'superscript subscript',
    parseDOM: [{ tag: 'sup' }, { style: 'vertical-align=super' }],
    toDOM: (): DOMOutputSpec => ['sup', 0],
  },
  subscript: {
    excludes: 'superscript subscript',
    parseDOM: [{ tag: 'sub' }, { style: 'vertical-align=sub' }],
    toDOM: (): DOMOutputSpec => ['sub', 0],
  },
} satisfies Record<string, MarkSpec>

export type BodyNodeName = keyof typeof nodes
export type BodyMarkName = keyof typeof marks

/** What a body may hold: the one statement of it, for the editor, the server and the records package. */
export const bodySchema: Schema<BodyNodeName, BodyMarkName> = new Schema({ nodes, marks })
