import type { Node } from 'prosemirror-model'

/** A line of the text with the number it is printed with. */
export interface NumberedBlock {
  readonly kind: 'heading' | 'article' | 'clause'
  /** Position of the block in the document. */
  readonly pos: number
  readonly text: string
  /** 1–4 for a heading, 1 for an article, 0 for a clause. */
  readonly level: number
  /** The article it is or stands in (1, 2, …); 0 before the first. */
  readonly article: number
  /** The clause it is; 0 for a heading or article. */
  readonly clause: number
}

/**
 * Numbers articles through the whole document and clauses anew after each article or heading,
 * as the counters of the editor's style sheet do.
 */
export function numberBlocks(doc: Node): NumberedBlock[] {
  const blocks: NumberedBlock[] = []
  let article = 0
  let clause = 0
  doc.descendants((node, pos) => {
    const kind = node.type.name
    if (kind === 'article') article++
    if (kind === 'article' || kind === 'heading') clause = 0
    if (kind === 'clause') clause++
    if (kind === 'heading' || kind === 'article' || kind === 'clause') {
      const level = kind === 'heading' ? Number(node.attrs['level']) : kind === 'article' ? 1 : 0
      blocks.push({ kind, pos, text: node.textContent, level, article, clause: kind === 'clause' ? clause : 0 })
    }
    return !node.isTextblock
  })
  return blocks
}

/** Headings and articles, for the outline beside the text. */
export const outlineOf = (doc: Node): NumberedBlock[] => numberBlocks(doc).filter((block) => block.kind !== 'clause')

/**
 * Where a position stands, as a lawyer cites it: "čl. 3 odst. 2", "odst. 2", "čl. 3"; `''` outside articles and clauses.
 * @param blocks what {@link numberBlocks} gave for the same document
 */
export function citationAt(blocks: readonly NumberedBlock[], pos: number): string {
  const block = blocks.findLast((candidate) => candidate.pos <= pos)
  if (!block || block.kind === 'heading') return ''
  return [block.article > 0 && `čl. ${block.article}`, block.clause > 0 && `odst. ${block.clause}`]
    .filter(Boolean)
    .join(' ')
}
