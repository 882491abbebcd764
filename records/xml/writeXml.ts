/** Markup that was built by `xml`; never made from a bare string. */
export class Markup {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

type Child = Markup | string | number | null | undefined | false | readonly Child[]
type Attributes = Readonly<Record<string, string | number | null | undefined>>

/**
 * One element. Attributes that are `null` or `undefined` are left out, and so are such children;
 * strings are escaped, characters that XML 1.0 cannot carry are dropped.
 */
export function xml(name: string, attributes: Attributes = {}, ...children: readonly Child[]): Markup {
  let start = `<${name}`
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined) start += ` ${key}="${escaped(String(value))}"`
  }
  const content = textOf(children)
  return new Markup(content === '' ? `${start}/>` : `${start}>${content}</${name}>`)
}

/** A whole document in UTF-8. */
export const xmlDocument = (root: Markup): Uint8Array =>
  Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>\n${root.text}`, 'utf8')

function textOf(children: readonly Child[]): string {
  let text = ''
  for (const child of children) {
    if (child === null || child === undefined || child === false) continue
    if (child instanceof Markup) text += child.text
    else if (Array.isArray(child)) text += textOf(child)
    else text += escaped(String(child))
  }
  return text
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#13;',
}

/** Text for an element or attribute, less the characters that XML 1.0 cannot carry. */
export const escaped = (text: string): string =>
  text
    .toWellFormed()
    // eslint-disable-next-line no-control-regex
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
    .replace(/[&<>"\r]/g, (character) => entities[character] ?? character)
