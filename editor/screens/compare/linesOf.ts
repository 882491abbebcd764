import { bodySchema, citationAt, numberBlocks } from '@glosa/domain/body'
import { Node } from 'prosemirror-model'

export type LineKind = 'heading' | 'article' | 'clause' | 'paragraph' | 'item' | 'cell' | 'image'

/** One line of a text as it is compared: a block of letters, a cell of a table, a picture. */
export interface Line {
  readonly kind: LineKind
  /** 1–4 for a heading, the depth of a list item or cell from 1, otherwise 0. */
  readonly level: number
  readonly text: string
  /** As printed before the line: "Článek 3 –", "(2)"; `''` for none. */
  readonly label: string
  /** Where it stands, as a lawyer cites it: "čl. 3 odst. 2"; `''` outside articles and clauses. */
  readonly citation: string
}

/**
 * The lines of a text in reading order. Empty ones are left out: they carry no words.
 * @param doc ProseMirror JSON of a whole body
 * @throws when it is no body of this schema
 */
export function linesOf(doc: unknown): readonly Line[] {
  const root = Node.fromJSON(bodySchema, doc)
  const blocks = numberBlocks(root)
  const byPosition = new Map(blocks.map((block) => [block.pos, block]))
  const lines: Line[] = []
  const add = (line: Omit<Line, 'citation'>, pos: number) => {
    if (line.text.trim() !== '') lines.push({ ...line, citation: citationAt(blocks, pos) })
  }
  const walk = (node: Node, start: number, kind: 'paragraph' | 'item' | 'cell', level: number) => {
    node.forEach((child, offset) => {
      const pos = start + offset
      const name = child.type.name
      if (name === 'image') {
        add({ kind: 'image', level: 0, text: String(child.attrs['alt'] || child.attrs['blob']), label: '' }, pos)
      } else if (child.isTextblock) {
        const numbered = byPosition.get(pos)
        const text = wordsIn(child)
        if (numbered?.kind === 'article') {
          add({ kind: 'article', level: 1, text, label: `Článek ${numbered.article} –` }, pos)
        } else if (numbered?.kind === 'clause') {
          add({ kind: 'clause', level: 0, text, label: `(${numbered.clause})` }, pos)
        } else if (numbered) add({ kind: 'heading', level: numbered.level, text, label: '' }, pos)
        else add({ kind, level, text, label: '' }, pos)
      } else if (name === 'listItem') walk(child, pos + 1, 'item', level + 1)
      else if (name === 'tableCell' || name === 'tableHeader') walk(child, pos + 1, 'cell', level + 1)
      else walk(child, pos + 1, kind, level)
    })
  }
  walk(root, 0, 'paragraph', 0)
  return lines
}

function wordsIn(block: Node): string {
  return block.textBetween(0, block.content.size, ' ', (leaf) =>
    leaf.type.name === 'footnote' ? ` [${leaf.attrs['text']}]` : leaf.type.name === 'hardBreak' ? '\n' : '',
  )
}
