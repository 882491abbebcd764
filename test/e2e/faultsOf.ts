import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { AxeResults, RunOptions } from 'axe-core'
import type { Page } from 'playwright-core'

const axe = readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/**
 * The rules of axe-core that look at colours or at sizes on the screen. Every other rule on by default reads the
 * elements, their attributes and words, and whether they are shown.
 */
const ofLooks = ['color-contrast', 'link-in-text-block', 'scrollable-region-focusable', 'target-size']

/**
 * What axe-core finds wrong on the page as it stands, and whether the page is wider than its window.
 * @param isRecoloured the page was judged before and got other colours: while its elements are the same, and the same of
 *   them are shown, it is judged by the rules that look at colours and sizes
 */
export async function faultsOf(page: Page, { isRecoloured = false } = {}): Promise<string[]> {
  return (await judge(page, isRecoloured)) ?? (await judgeFirst(page, isRecoloured))
}

async function judgeFirst(page: Page, isRecoloured: boolean): Promise<string[]> {
  await page.evaluate(await axe)
  const faults = await judge(page, isRecoloured)
  if (!faults) throw new Error('axe is not here')
  return faults
}

/** `null` where axe-core is not on the page yet. */
const judge = (page: Page, isRecoloured: boolean): Promise<string[] | null> =>
  page.evaluate(
    async ({ rules, recoloured }) => {
      const world = globalThis as {
        axe?: { run(options: RunOptions): Promise<AxeResults> }
        judged?: string
      }
      if (!world.axe) return null
      const shown = [...document.querySelectorAll('*')].map((each) => Number(each.checkVisibility())).join('')
      const now = document.documentElement.outerHTML + shown
      const isSame = recoloured && world.judged === now
      world.judged = now
      const { violations } = await world.axe.run({
        resultTypes: ['violations'],
        ...(isSame ? { runOnly: { type: 'rule', values: rules } } : {}),
      })
      const faults = violations.flatMap(({ id, nodes }) =>
        nodes.map(({ html, any }) => `${id} ${html} ${any[0]?.message ?? ''}`),
      )
      const { scrollWidth, clientWidth } = document.documentElement
      const isWide = scrollWidth > clientWidth
      return [...faults, ...(isWide ? [`the page is ${scrollWidth} px wide on ${clientWidth} px`] : [])]
    },
    { rules: ofLooks, recoloured: isRecoloured },
  )
