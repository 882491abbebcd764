/**
 * Tidies HTML from the clipboard before the schema reads it: comments and hidden parts of Word go, and
 * the paragraphs that Word gives for list items become lists.
 */
export function cleanPaste(html: string): string {
  const page = new DOMParser().parseFromString(html, 'text/html')
  for (const element of page.querySelectorAll('style, script, meta, link, title, xml, [hidden]')) element.remove()
  for (const element of page.querySelectorAll<HTMLElement>('*')) {
    if (element.localName.includes(':')) element.replaceWith(...element.childNodes)
    else if (/mso-hide:\s*all/i.test(element.getAttribute('style') ?? '')) element.remove()
  }
  gatherWordLists(page)
  return page.body.innerHTML
}

/** Marks that Word writes before an item of a bulleted list. */
const bullets = /^[·•o§▪–-]$/

function gatherWordLists(page: Document) {
  let list: HTMLElement | null = null
  let last: Element | null = null
  for (const paragraph of page.querySelectorAll<HTMLElement>('p[class^=MsoListParagraph], p[style*=mso-list]')) {
    const mark = [...paragraph.querySelectorAll<HTMLElement>('span')].find((span) =>
      /mso-list:\s*Ignore/i.test(span.getAttribute('style') ?? ''),
    )
    if (!mark) continue
    const label = (mark.textContent ?? '').trim()
    const tag = bullets.test(label) ? 'UL' : 'OL'
    if (!list || list.tagName !== tag || paragraph.previousElementSibling !== list || last !== list) {
      list = page.createElement(tag)
      const start = Number.parseInt(label, 10)
      if (tag === 'OL' && start > 1) list.setAttribute('start', String(start))
      if (tag === 'OL' && /^[a-z]\)?\.?$/.test(label)) list.setAttribute('type', 'a')
      paragraph.before(list)
    }
    mark.remove()
    const item = page.createElement('li')
    list.append(item)
    paragraph.removeAttribute('class')
    item.append(paragraph)
    last = list
  }
}
