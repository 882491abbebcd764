import { readFile, readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const repository = join(import.meta.dirname, '..', '..')

const idsInTestName = /\[([A-Z]{1,4}\d+[a-z]?(?:,\s*[A-Z]{1,4}\d+[a-z]?)*)\]/g

/** Pages that say line by line what is promised and where it is shown, with the least number of their lines. */
const checklists = [
  { page: 'docs/identity-checklist.md', least: 60 },
  { page: 'docs/foundation-checklist.md', least: 85 },
  { page: 'docs/review-checklist.md', least: 100 },
  { page: 'docs/records-checklist.md', least: 90 },
]

/** Rows of the tables of a page: a line, ids of rules, places that show it. */
async function linesOfChecklist(page: string) {
  const text = await readFile(join(repository, page), 'utf8')
  return text
    .split('\n')
    .map((row) => row.split('|').map((cell) => cell.trim()))
    .filter(([, line, ids]) => line && ids && !/^-+$/.test(line) && line !== 'Line')
    .map(([, line = '', ids = '', places = '']) => ({ line, ids: ids.split(' '), places: places.split(' ') }))
}

/** What the tests at a place say: a file, or every file of a folder. */
async function testsAt(place: string): Promise<string> {
  const path = join(repository, place)
  if ((await stat(path)).isFile()) return readFile(path, 'utf8')
  const files = (await readdir(path, { recursive: true })).filter((name) => /test\.tsx?$/.test(name))
  return (await Promise.all(files.map((name) => readFile(join(path, name), 'utf8')))).join('\n')
}

it.each(checklists)('[IZ4] each line of $page is shown by tests that are there', async ({ page, least }) => {
  const lines = await linesOfChecklist(page)
  expect(lines.length).toBeGreaterThan(least)
  const missing: string[] = []
  for (const { line, ids, places } of lines) {
    const texts = (await Promise.all(places.map(testsAt))).join('\n')
    const names = new Set([...texts.matchAll(idsInTestName)].flatMap(([, ids = '']) => ids.split(/,\s*/)))
    missing.push(...ids.filter((id) => !names.has(id)).map((id) => `${line}: ${id}`))
  }
  expect(missing).toEqual([])
})
