import type { JsonObject } from '@glosa/domain/model'

type Inline = string | JsonObject

const inline = (content: Inline): JsonObject =>
  typeof content === 'string' ? { type: 'text', text: content } : content
const block = (type: string, content: readonly Inline[], attrs?: JsonObject): JsonObject => ({
  type,
  ...(attrs ? { attrs } : {}),
  ...(content.length > 0 ? { content: content.map(inline) } : {}),
})

/** A body, from its blocks. */
export const doc = (...blocks: JsonObject[]): JsonObject => ({ type: 'doc', content: blocks })
export const p = (...content: Inline[]) => block('paragraph', content)
export const h = (level: 1 | 2 | 3 | 4, title: string) => block('heading', [title], { level })
export const article = (title: string) => block('article', [title])
export const clause = (...content: Inline[]) => block('clause', content)
export const bold = (text: string): JsonObject => ({ type: 'text', text, marks: [{ type: 'bold' }] })
export const footnote = (text: string): JsonObject => ({ type: 'footnote', attrs: { text } })

const item = (content: string): JsonObject => ({ type: 'listItem', content: [p(content)] })
export const bullets = (...items: string[]): JsonObject => ({ type: 'bulletList', content: items.map(item) })
export const numbered = (style: 'decimal' | 'lower-alpha' | 'lower-roman', ...items: string[]): JsonObject => ({
  type: 'orderedList',
  attrs: { start: 1, style },
  content: items.map(item),
})

const cell = (type: 'tableHeader' | 'tableCell', text: string): JsonObject => ({
  type,
  attrs: { colspan: 1, rowspan: 1, colwidth: null },
  content: [text === '' ? { type: 'paragraph' } : p(text)],
})

/** A table with one row of headings. */
export const table = (head: readonly string[], ...rows: (readonly string[])[]): JsonObject => ({
  type: 'table',
  content: [
    { type: 'tableRow', content: head.map((text) => cell('tableHeader', text)) },
    ...rows.map((row) => ({ type: 'tableRow', content: row.map((text) => cell('tableCell', text)) })),
  ],
})
