import {
  childrenOf,
  isTextBlock,
  leafTextOf,
  nodeTypeOf,
  type FrozenComment,
  type JsonObject,
} from '@glosa/domain/model'
import { attributeOf, positiveInteger, textAttributeOf } from './attributes.ts'
import { PassageMarks, rowAddressOf } from './passageMarks.ts'
import { marksOf } from './printMarks.ts'
import { printedLines, printedWords, type Printing } from './printing.ts'
import type { PrintBlock, PrintImage, PrintInline } from './printModel.ts'
import { printTable } from './printTable.ts'
import { breakLongTokens } from './showableText.ts'

/** Deeper lists and tables are printed as plain paragraphs: the typesetter has a limit of its own. */
const deepest = 8

const numberings: Readonly<Record<string, string>> = {
  decimal: '1.',
  'lower-alpha': 'a)',
  'lower-roman': 'i)',
}

/**
 * Turns one body into blocks of the print model.
 * @returns the blocks, and the marks that say where each comment's passage is
 * @throws RangeError for a node that this version of the software does not know
 */
export function printBody(
  doc: JsonObject,
  partId: string,
  comments: readonly FrozenComment[],
  printing: Printing,
): { readonly blocks: readonly PrintBlock[]; readonly passages: PassageMarks } {
  const body = new BodyPrinter(new PassageMarks(comments, partId), printing)
  return { blocks: body.blocks(childrenOf(doc), 0), passages: body.passages }
}

/** Goes through a body once, in reading order, counting the code points of `partTextOf` as it goes. */
class BodyPrinter {
  readonly passages: PassageMarks
  readonly #printing: Printing
  #offset = 0
  #lines = 0
  #headingLevel = 1
  /** The heading or article that what follows belongs to, in the words of a citation. */
  #section = ''
  #article = 0
  #clause = 0

  constructor(passages: PassageMarks, printing: Printing) {
    this.passages = passages
    this.#printing = printing
  }

  blocks(nodes: readonly JsonObject[], depth: number): readonly PrintBlock[] {
    const printed: PrintBlock[] = []
    for (let index = 0; index < nodes.length; index += 1) {
      const node = nodes[index]
      if (!node) continue
      if (nodeTypeOf(node) !== 'clause') {
        printed.push(...this.#block(node, depth))
        continue
      }
      // Clauses that follow each other are one numbered list, and a list after a clause belongs to it.
      const start = this.#clause + 1
      const items: PrintBlock[][] = []
      for (let next = nodes[index]; next && (nodeTypeOf(next) === 'clause' || isList(next)); next = nodes[index]) {
        if (isList(next)) items.at(-1)?.push(...this.#block(next, depth + 1))
        else items.push([...this.#clauseBlocks(next, depth)])
        index += 1
      }
      index -= 1
      printed.push({ t: 'numbers', start, numbering: '(1)', c: items })
    }
    return printed
  }

  #clauseBlocks(node: JsonObject, depth: number): readonly PrintBlock[] {
    this.#clause += 1
    return isTextBlock(node) ? [{ t: 'paragraph', c: this.#line(node) }] : this.blocks(childrenOf(node), depth + 1)
  }

  #block(node: JsonObject, depth: number): readonly PrintBlock[] {
    const type = nodeTypeOf(node)
    switch (type) {
      case 'paragraph':
        return [{ t: 'paragraph', c: this.#line(node) }]
      case 'heading':
        return [this.#heading(node)]
      case 'article':
        return [this.#articleHead(node)]
      case 'image':
        return [this.#imageBlock(node)]
      case 'bulletList':
      case 'orderedList':
        return depth >= deepest ? this.#flat(node) : [this.#list(node, type, depth)]
      case 'table': {
        if (depth >= deepest) return this.#flat(node)
        const table = printTable(node, (cell) => this.blocks(childrenOf(cell), depth + 1))
        return table ? [table] : []
      }
      case 'listItem':
        return this.blocks(childrenOf(node), depth)
      default:
        throw new RangeError(`the printed version does not know the node ${JSON.stringify(type)}`)
    }
  }

  #heading(node: JsonObject): PrintBlock {
    // A level that is skipped would make the tagged PDF invalid; part titles have level 1.
    const level = Math.min(positiveInteger(attributeOf(node, 'level'), 1) + 1, this.#headingLevel + 1, 6)
    this.#headingLevel = level
    this.#section = childrenOf(node).map(leafTextOf).join(' ').trim().slice(0, 80)
    this.#clause = 0
    return { t: 'heading', level, c: this.#line(node) }
  }

  #articleHead(node: JsonObject): PrintBlock {
    this.#article += 1
    this.#section = `${this.#printing.labels.articleShort} ${this.#article}`
    this.#clause = 0
    const level = Math.min(this.#headingLevel + 1, 6)
    return { t: 'article', level, label: `${this.#printing.labels.article} ${this.#article}`, c: this.#line(node) }
  }

  #list(node: JsonObject, type: 'bulletList' | 'orderedList', depth: number): PrintBlock {
    const c = childrenOf(node).map((item) => this.blocks(childrenOf(item), depth + 1))
    if (type === 'bulletList') return { t: 'bullets', c }
    const numbering = numberings[textAttributeOf(node, 'style')] ?? '1.'
    return {
      t: 'numbers',
      start: attributeOf(node, 'start') === 0 ? 0 : positiveInteger(attributeOf(node, 'start'), 1),
      numbering,
      c,
    }
  }

  /** Every line of text below a node as a paragraph, without recursion. */
  #flat(node: JsonObject): readonly PrintBlock[] {
    const printed: PrintBlock[] = []
    const pending: JsonObject[] = [node]
    for (let next = pending.pop(); next; next = pending.pop()) {
      if (isTextBlock(next)) printed.push({ t: 'paragraph', c: this.#line(next) })
      else if (nodeTypeOf(next) === 'image') printed.push(this.#imageBlock(next))
      else for (const child of childrenOf(next).toReversed()) pending.push(child)
    }
    return printed
  }

  #startLine(): void {
    if (this.#lines > 0) this.#offset += 1
    this.#lines += 1
  }

  #imageBlock(node: JsonObject): PrintBlock {
    this.#startLine()
    this.#offset += 1
    this.passages.locateUpTo(this.#offset, this.#place())
    const ended = this.#markers(this.#offset)
    const image = this.#image(node)
    if (image.t === 'image' && ended.length === 0) return image
    return { t: 'paragraph', c: [image, ...ended] }
  }

  #line(node: JsonObject): readonly PrintInline[] {
    this.#startLine()
    const printed: PrintInline[] = []
    let before = ''
    for (const child of childrenOf(node)) {
      const text = leafTextOf(child)
      switch (nodeTypeOf(child)) {
        case 'text':
          this.#words(child, text, before, printed)
          before = text.slice(-40)
          break
        case 'hardBreak':
          this.#offset += 1
          printed.push({ t: 'break' })
          before = ''
          break
        case 'footnote':
          this.#offset += 1
          printed.push({ t: 'footnote', s: printedLines(textAttributeOf(child, 'text'), this.#printing) })
          before = ''
          break
        case 'image':
          this.#offset += 1
          printed.push(this.#image(child))
          before = ''
          break
        default:
          throw new RangeError(`the printed version does not know the node ${JSON.stringify(nodeTypeOf(child))}`)
      }
      if (nodeTypeOf(child) !== 'text') printed.push(...this.#markers(this.#offset))
    }
    this.passages.locateUpTo(this.#offset, this.#place())
    printed.push(...this.#markers(this.#offset))
    return printed
  }

  #words(node: JsonObject, text: string, before: string, printed: PrintInline[]): void {
    const { marks: m, href } = marksOf(node)
    const letters = [...text]
    const end = this.#offset + letters.length
    let rest = letters
    let context = before
    const show = (piece: string): void => {
      const lines = printedWords(piece, context, this.#printing).split('\n')
      lines.forEach((s, index) => {
        if (index > 0) printed.push({ t: 'text', s: ' ', m: [], href: null })
        if (s) printed.push({ t: 'text', s, m, href })
      })
      context = (context + piece).slice(-40)
    }
    for (let at = this.passages.nextEnd(end); at !== null; at = this.passages.nextEnd(end)) {
      const cut = Math.max(0, at - this.#offset)
      if (cut > 0) show(rest.slice(0, cut).join(''))
      rest = rest.slice(cut)
      this.#offset += cut
      printed.push(...this.#markers(at))
    }
    if (rest.length > 0) show(rest.join(''))
    this.#offset = end
  }

  #markers(offset: number): readonly PrintInline[] {
    return this.passages.takeEnded(offset).map((number): PrintInline => ({
      t: 'mark',
      s: `[${number}]`,
      to: rowAddressOf(number),
    }))
  }

  #image(node: JsonObject): PrintImage | Extract<PrintInline, { t: 'text' }> {
    const { images, labels } = this.#printing
    const blob = textAttributeOf(node, 'blob')
    const src = images.get(blob)
    const alt = printedWords(textAttributeOf(node, 'alt').trim(), '', this.#printing)
    if (!blob) return { t: 'text', s: alt && `[${alt}]`, m: ['italic'], href: null }
    if (!src) {
      const s = breakLongTokens(`[${labels.imageNotShown} ${blob}${alt ? `: ${alt}` : ''}]`)
      return { t: 'text', s, m: ['italic'], href: null }
    }
    const pixels = positiveInteger(attributeOf(node, 'width'), 0)
    return { t: 'image', src, alt: alt || labels.imageWithoutDescription, width: pixels > 0 ? pixels * 0.75 : null }
  }

  #place(): string {
    const clause = this.#clause > 0 ? `${this.#printing.labels.clauseShort} ${this.#clause}` : ''
    return [this.#section, clause].filter(Boolean).join(' ')
  }
}

const isList = (node: JsonObject): boolean => ['bulletList', 'orderedList'].includes(nodeTypeOf(node))
