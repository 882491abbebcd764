/** An element as read: names without prefix, text and children as they stand. */
export interface XmlElement {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly XmlElement[]
  /** All text directly inside. */
  readonly text: string
}

/** The text is not the XML we understand. */
export class NotXml extends Error {
  override readonly name = 'NotXml'
}

interface Open {
  readonly name: string
  readonly attributes: Record<string, string>
  readonly children: XmlElement[]
  readonly text: string[]
}

const deepest = 200
const nameThen = /^([A-Za-z_][\w.-]*(?::[A-Za-z_][\w.-]*)?)([\s\S]*)$/
const attribute = /\s+([A-Za-z_][\w.:-]*)\s*=\s*("[^"<]*"|'[^'<]*')/y

/**
 * Reads a whole document. Namespaces are dropped: the answer is to our own question, at the address
 * we chose. A document type declaration is refused, so no entity can grow.
 * @throws NotXml for anything that is not well-formed
 */
export function readXml(bytes: Uint8Array): XmlElement {
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new NotXml('the answer is not UTF-8')
  }
  const root: Open = { name: '', attributes: {}, children: [], text: [] }
  const open: Open[] = [root]
  let at = 0
  while (at < text.length) {
    const current = open[open.length - 1] ?? root
    const next = text.indexOf('<', at)
    if (next < 0) {
      current.text.push(plain(text.slice(at)))
      break
    }
    if (next > at) current.text.push(plain(text.slice(at, next)))
    if (text.startsWith('<!--', next)) at = endOf(text, next, '-->')
    else if (text.startsWith('<?', next)) at = endOf(text, next, '?>')
    else if (text.startsWith('<![CDATA[', next)) {
      at = endOf(text, next, ']]>')
      current.text.push(text.slice(next + 9, at - 3))
    } else if (text.startsWith('<!', next)) throw new NotXml('a document type declaration')
    else {
      at = tagEnd(text, next)
      readTag(text.slice(next + 1, at - 1), open)
    }
  }
  const [document] = root.children
  if (open.length !== 1 || !document || root.children.length !== 1 || root.text.join('').trim() !== '') {
    throw new NotXml('not one whole element')
  }
  return document
}

function readTag(tag: string, open: Open[]): void {
  const current = open[open.length - 1]
  if (!current) throw new NotXml('an element outside of the document')
  if (tag.startsWith('/')) {
    const name = localName(tag.slice(1).trimEnd())
    if (open.length < 2 || current.name !== name) throw new NotXml(`unexpected end of ${name}`)
    open.pop()
    close(current, open)
    return
  }
  const isEmpty = tag.endsWith('/')
  const parts = nameThen.exec(isEmpty ? tag.slice(0, -1) : tag)
  if (!parts) throw new NotXml('a malformed tag')
  const [, name = '', rest = ''] = parts
  const element: Open = { name: localName(name), attributes: attributesOf(rest), children: [], text: [] }
  if (isEmpty) close(element, open)
  else if (open.length > deepest) throw new NotXml('nested too deeply')
  else open.push(element)
}

function close({ name, attributes, children, text }: Open, open: Open[]): void {
  open[open.length - 1]?.children.push({ name, attributes, children, text: text.join('') })
}

function attributesOf(rest: string): Record<string, string> {
  const attributes: Record<string, string> = {}
  attribute.lastIndex = 0
  let last = 0
  for (let match = attribute.exec(rest); match; match = attribute.exec(rest)) {
    const [, name = '', value = ''] = match
    attributes[localName(name)] = plain(value.slice(1, -1))
    last = attribute.lastIndex
  }
  if (rest.slice(last).trim() !== '') throw new NotXml('a malformed attribute')
  return attributes
}

const localName = (name: string): string => name.slice(name.indexOf(':') + 1)

function endOf(text: string, from: number, mark: string): number {
  const end = text.indexOf(mark, from)
  if (end < 0) throw new NotXml('something is not closed')
  return end + mark.length
}

/** The end of a tag; `>` may stand inside an attribute. */
function tagEnd(text: string, from: number): number {
  let quote = ''
  for (let at = from; at < text.length; at += 1) {
    const character = text[at] ?? ''
    if (quote) {
      if (character === quote) quote = ''
    } else if (character === '"' || character === "'") quote = character
    else if (character === '>') return at + 1
  }
  throw new NotXml('a tag is not closed')
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

function plain(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(/&([^;&]{1,10});|&/g, (_all, name?: string) => {
    if (name === undefined) throw new NotXml('a bare ampersand')
    const character = named[name]
    if (character !== undefined) return character
    const code = /^#x([0-9a-fA-F]+)$/.exec(name)?.[1]
    const point = code === undefined ? Number(/^#(\d+)$/.exec(name)?.[1] ?? Number.NaN) : Number.parseInt(code, 16)
    if (!(point > 0 && point <= 0x10ffff)) throw new NotXml('an unknown entity')
    return String.fromCodePoint(point)
  })
}

/** The first child of that name, at the end of a path of names. */
export function childOf(element: XmlElement | null, ...path: readonly string[]): XmlElement | null {
  let current = element
  for (const name of path) current = current?.children.find((child) => child.name === name) ?? null
  return current
}

/** All children of that name. */
export const childrenOf = (element: XmlElement | null, name: string): readonly XmlElement[] =>
  element?.children.filter((child) => child.name === name) ?? []

/** The trimmed text at the end of a path of names; `null` when there is no such element. */
export const textAt = (element: XmlElement | null, ...path: readonly string[]): string | null =>
  childOf(element, ...path)?.text.trim() ?? null
