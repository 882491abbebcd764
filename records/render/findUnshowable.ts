import {
  childrenOf,
  isTextBlock,
  leafTextOf,
  nodeTypeOf,
  parseSha256,
  type FrozenVersion,
  type JsonObject,
  type PrintFinding,
  type Sha256,
} from '@glosa/domain/model'
import { textAttributeOf } from './attributes.ts'
import { unshowableIn } from './showableText.ts'

/** Why an image of a version cannot be shown; `null` when it can. */
type LookAtImage = (blob: Sha256) => 'missing' | 'unreadable' | 'unknown-format' | null

interface Place extends Pick<PrintFinding, 'partId' | 'partTitle' | 'in' | 'commentNumber' | 'line'> {}

/**
 * Characters that no font can show, in everything that is printed, in the order of the printed
 * version. Asked before a lock, while the text can still be changed. Empty when all is well.
 */
export function findUnshowable(frozen: FrozenVersion): readonly PrintFinding[] {
  const found: PrintFinding[] = []
  const look = (text: string | null | undefined, place: Place): void => {
    if (text) found.push(...charactersIn(text, place))
  }
  const whole: Place = { partId: null, partTitle: null, in: 'title', commentNumber: null, line: 0 }
  look(frozen.title, whole)
  look(frozen.materialNumber, whole)
  const named = [frozen.drafter, frozen.sponsor, frozen.lockedBy, ...(frozen.approvals ?? []).map(({ by }) => by)]
  for (const person of named) look(person && `${person.displayName} ${person.unitName ?? ''}`, { ...whole, in: 'name' })
  for (const { partId, title: partTitle, ...part } of frozen.parts) {
    const place: Place = { ...whole, partId, partTitle }
    look(partTitle, { ...place, in: 'part-title' })
    if (part.form === 'file') look(part.fileName, { ...place, in: 'name' })
    else {
      for (const { text, line } of linesOf(part.doc)) look(text, { ...place, in: 'text', line })
    }
  }
  for (const comment of frozen.comments) {
    const partId = 'partId' in comment.place ? comment.place.partId : null
    const partTitle = frozen.parts.find((part) => part.partId === partId)?.title ?? null
    const place: Place = { partId, partTitle, in: 'comment', commentNumber: comment.number, line: 0 }
    const { text, justification, proposedWording, settled, by } = comment
    for (const said of [text, justification, proposedWording]) look(said, place)
    look(`${by.displayName} ${by.unitName ?? ''}`, { ...place, in: 'name' })
    for (const reply of comment.replies) look(reply.text, { ...place, in: 'reply' })
    look(settled?.settlement.reason, { ...place, in: 'settlement' })
  }
  return found
}

/** Images of a version that cannot be shown, in the order of the printed version. */
export function findUnshowableImages(frozen: FrozenVersion, lookAt: LookAtImage): readonly PrintFinding[] {
  const found: PrintFinding[] = []
  for (const { partId, title: partTitle, ...part } of frozen.parts) {
    if (part.form !== 'body') continue
    for (const { image, line } of imagesIn(part.doc)) {
      const blob = parseSha256(textAttributeOf(image, 'blob'))
      const reason = blob ? lookAt(blob) : 'missing'
      if (reason === null) continue
      const alt = textAttributeOf(image, 'alt')
      const place = { partId, partTitle, in: 'text', commentNumber: null, line } as const
      const nothing = { character: null, codePoint: null, after: '', count: 1 } as const
      found.push({ kind: 'image', ...place, ...nothing, image: blob ?? '', reason, before: alt })
    }
  }
  return found
}

const context = 20

function charactersIn(text: string, place: Place): readonly PrintFinding[] {
  const counted = new Map<string, PrintFinding>()
  for (const { character, at } of unshowableIn(text)) {
    const known = counted.get(character)
    if (known) {
      counted.set(character, { ...known, count: known.count + 1 })
      continue
    }
    const codePoint = `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
    const before = [...text.slice(Math.max(0, at - 2 * context), at)].slice(-context).join('')
    const end = at + character.length
    const after = [...text.slice(end, end + 2 * context)].slice(0, context).join('')
    const words = { before: before.toWellFormed(), after: after.toWellFormed() }
    // A torn half of a character cannot be sent either.
    const shown = character.isWellFormed() ? character : '\ufffd'
    counted.set(character, {
      kind: 'character',
      ...place,
      character: shown,
      codePoint,
      image: null,
      reason: 'no-font',
      ...words,
      count: 1,
    })
  }
  return [...counted.values()]
}

interface Line {
  readonly text: string
  readonly line: number
}

/** The lines of a text in reading order, with footnotes and descriptions of images. */
function linesOf(doc: JsonObject): readonly Line[] {
  const lines: Line[] = []
  walk(doc, (node, line) => {
    if (nodeTypeOf(node) === 'image') lines.push({ text: textAttributeOf(node, 'alt'), line })
    else {
      const inline = childrenOf(node)
      lines.push({
        text: inline.map((child) => (nodeTypeOf(child) === 'text' ? leafTextOf(child) : ' ')).join(''),
        line,
      })
      for (const child of inline) {
        if (nodeTypeOf(child) === 'footnote') lines.push({ text: textAttributeOf(child, 'text'), line })
        if (nodeTypeOf(child) === 'image') lines.push({ text: textAttributeOf(child, 'alt'), line })
      }
    }
  })
  return lines
}

function imagesIn(doc: JsonObject): readonly { readonly image: JsonObject; readonly line: number }[] {
  const images: { image: JsonObject; line: number }[] = []
  walk(doc, (node, line) => {
    const own =
      nodeTypeOf(node) === 'image' ? [node] : childrenOf(node).filter((child) => nodeTypeOf(child) === 'image')
    for (const image of own) images.push({ image, line })
  })
  return images
}

/** Visits every line of text and every image between lines, without recursion. */
function walk(doc: JsonObject, visit: (node: JsonObject, line: number) => void): void {
  let line = 0
  const pending: JsonObject[] = [doc]
  for (let node = pending.pop(); node; node = pending.pop()) {
    if (isTextBlock(node) || nodeTypeOf(node) === 'image') {
      line += 1
      visit(node, line)
    } else for (const child of childrenOf(node).toReversed()) pending.push(child)
  }
}
