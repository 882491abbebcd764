import { errors, type Locator, type Page } from 'playwright-core'

/** The text of the part that the page shows, without words that are only drawn into it. */
export const bodyOf = (page: Page): Locator => page.locator('.material-text .body, .reader-text .body').first()

/** The letters of the text, block by block. */
export function lettersOf(page: Page): Promise<string[]> {
  return bodyOf(page).evaluate((body) =>
    [...body.querySelectorAll('p, h1, h2, h3, h4, h5, td, th, li')]
      .filter((block) => !block.querySelector('p'))
      .map((block) => {
        const copy = block.cloneNode(true) as Element
        for (const drawn of copy.querySelectorAll('.ProseMirror-widget')) drawn.remove()
        return (copy.textContent ?? '').replaceAll('\u2060', '')
      }),
  )
}

/** Waits until the words stand in the text. */
export async function untilText(page: Page, words: string): Promise<void> {
  await bodyOf(page).waitFor()
  await page.waitForFunction((wanted) => {
    const body = document.querySelector('.material-text .body, .reader-text .body')?.cloneNode(true)
    if (!(body instanceof Element)) return false
    for (const drawn of body.querySelectorAll('.ProseMirror-widget')) drawn.remove()
    return body.textContent.includes(wanted)
  }, words)
}

interface Spot {
  readonly left: { readonly x: number; readonly y: number }
  readonly right: { readonly x: number; readonly y: number }
}

/** Where the words stand on the screen, scrolled into view; looked for anew while the page draws their block again. */
async function spotOf(page: Page, quote: string): Promise<Spot> {
  await untilText(page, quote)
  return bodyOf(page).evaluate(async (body, words) => {
    const rangeOfWords = (): Range | null => {
      const nodes: { node: Text; start: number }[] = []
      let text = ''
      const walker = document.createTreeWalker(body, NodeFilter.SHOW_TEXT)
      while (walker.nextNode()) {
        const node = walker.currentNode as Text
        if (node.parentElement?.closest('.ProseMirror-widget')) continue
        nodes.push({ node, start: text.length })
        text += node.data
      }
      const at = text.indexOf(words)
      const first = nodes.findLast(({ start }) => start <= at)
      const last = nodes.findLast(({ start }) => start < at + words.length)
      if (at < 0 || !first || !last) return null
      const range = document.createRange()
      range.setStart(first.node, at - first.start)
      range.setEnd(last.node, at + words.length - last.start)
      return range
    }
    const drawn = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
    for (let attempt = 0; attempt < 50; attempt += 1) {
      rangeOfWords()?.startContainer.parentElement?.scrollIntoView({ block: 'center' })
      await drawn()
      const rects = [...(rangeOfWords()?.getClientRects() ?? [])].filter(({ width }) => width > 0)
      const first = rects[0]
      const last = rects.at(-1)
      if (!first || !last) continue
      return {
        left: { x: first.left + 0.5, y: first.top + first.height / 2 },
        right: { x: last.right - 0.5, y: last.top + last.height / 2 },
      }
    }
    throw new Error(`not shown: ${words}`)
  }, quote)
}

/** Selects the words with the mouse; again when the text moved under it, because others type. */
export async function selectWords(page: Page, quote: string): Promise<void> {
  for (const timeout of [10_000, 20_000, 30_000]) {
    await drag(page, await spotOf(page, quote))
    try {
      await page.waitForFunction((words) => getSelection()?.toString() === words, quote, { timeout })
      return
    } catch (error) {
      if (!(error instanceof errors.TimeoutError)) throw error
    }
    // What is selected already would be dragged away.
    await page.evaluate(() => getSelection()?.collapseToStart())
  }
  throw new Error(`did not let itself be selected: ${quote}`)
}

async function drag(page: Page, { left, right }: Spot): Promise<void> {
  await page.mouse.move(left.x, left.y)
  await page.mouse.down()
  await page.mouse.move((left.x + right.x) / 2, (left.y + right.y) / 2)
  await page.mouse.move(right.x, right.y)
  await page.mouse.up()
}

/** Puts the caret before or after the words with the mouse; again when the text moved under it. */
export async function putCaret(page: Page, side: 'before' | 'after', quote: string): Promise<void> {
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const spot = await spotOf(page, quote)
    const { x, y } = side === 'before' ? spot.left : spot.right
    await page.mouse.click(x, y)
    await page.waitForFunction(() => document.activeElement?.closest('.body') !== null)
    // The browser tells of the new caret in a task of its own; no hand is as quick as the next key would be here.
    await page.evaluate(
      () => new Promise((resolve) => setTimeout(() => requestAnimationFrame(() => setTimeout(resolve)))),
    )
    if (await isCaretBeside(page, side, quote)) return
  }
  throw new Error(`did not let a caret be put ${side}: ${quote}`)
}

/** Whether the letters on that side of the caret are the words. */
function isCaretBeside(page: Page, side: 'before' | 'after', quote: string): Promise<boolean> {
  return bodyOf(page).evaluate(
    (body, { side, quote }) => {
      const selection = getSelection()
      if (!selection?.isCollapsed || !selection.anchorNode || !body.contains(selection.anchorNode)) return false
      const range = document.createRange()
      range.selectNodeContents(body)
      if (side === 'before') range.setStart(selection.anchorNode, selection.anchorOffset)
      else range.setEnd(selection.anchorNode, selection.anchorOffset)
      const letters = range.cloneContents()
      for (const drawn of letters.querySelectorAll('.ProseMirror-widget')) drawn.remove()
      const text = letters.textContent.replaceAll('\u2060', '')
      return side === 'before' ? text.startsWith(quote) : text.endsWith(quote)
    },
    { side, quote },
  )
}

/** Waits until everything typed here is durable. */
export async function untilSaved(page: Page): Promise<void> {
  await page.locator('.saved-mark', { hasText: 'Uloženo' }).waitFor()
}
