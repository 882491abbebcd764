import { markAttribute } from '../../comments/marginLayout.ts'

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

/** Reads the outline off a shown text, live or locked. */
export function readOutline(text: HTMLElement): readonly OutlineEntry[] {
  const entries: (OutlineEntry & { comments: number })[] = []
  const seen = new Set<string>()
  let articles = 0
  for (const element of text.querySelectorAll<HTMLElement>(`h1, h2, h3, h4, [${markAttribute}]`)) {
    const id = element.getAttribute(markAttribute)
    if (id !== null) {
      const last = entries.at(-1)
      if (last && !seen.has(id)) last.comments++
      seen.add(id)
      continue
    }
    const isArticle = element.dataset['block'] === 'article'
    if (isArticle) articles++
    const label = element.textContent.trim()
    if (!isArticle && label === '') continue
    const level = isArticle ? 2 : Number(element.tagName.slice(1))
    entries.push({ element, label, level, article: isArticle ? articles : null, comments: 0 })
  }
  return entries
}
