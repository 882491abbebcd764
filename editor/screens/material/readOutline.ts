import { markAttribute } from '../../comments/marginLayout.ts'
import { commentsByBlock } from '../../text/commentsByBlock.ts'

/** A heading or article of the shown text, with the comments up to the next one. */
export interface OutlineEntry {
  readonly element: HTMLElement
  readonly label: string
  /** 1–4 */
  readonly level: number
  /** 1, 2, 3 … for an article, `null` for a heading. */
  readonly article: number | null
  readonly comments: number
}

const headings = 'h1, h2, h3, h4'

/** Reads the outline off a shown text, live or locked. */
export function readOutline(text: HTMLElement): readonly OutlineEntry[] {
  const entries: (OutlineEntry & { comments: number })[] = []
  const seen = new Set<string>()
  let articles = 0
  const count = (id: string) => {
    const last = entries.at(-1)
    if (last && !seen.has(id)) last.comments++
    seen.add(id)
  }
  const enter = (element: HTMLElement) => {
    const isArticle = element.dataset['block'] === 'article'
    if (isArticle) articles++
    const label = element.textContent.trim()
    if (!isArticle && label === '') return
    const level = isArticle ? 2 : Number(element.tagName.slice(1))
    entries.push({ element, label, level, article: isArticle ? articles : null, comments: 0 })
  }
  const placed = commentsByBlock(text)
  if (placed === null) {
    for (const element of text.querySelectorAll<HTMLElement>(`${headings}, [${markAttribute}]`)) {
      const id = element.getAttribute(markAttribute)
      if (id === null) enter(element)
      else count(id)
    }
    return entries
  }
  for (const block of text.children) {
    if (block instanceof HTMLElement && block.matches(headings)) enter(block)
    for (const element of block.querySelectorAll<HTMLElement>(headings)) enter(element)
    for (const id of placed.get(block) ?? []) count(id)
  }
  return entries
}
