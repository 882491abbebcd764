import { readFile, readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const repository = join(import.meta.dirname, '..', '..')

/** Rows of the tables of the page: a line, ids of rules, places that show it. */
async function linesOfChecklist() {
  const page = await readFile(join(repository, 'docs/identity-checklist.md'), 'utf8')
  return page
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

it('[IZ4] each line of the checklist is shown by tests that are there', async () => {
  const lines = await linesOfChecklist()
  expect(lines.length).toBeGreaterThan(60)
  const missing: string[] = []
  for (const { line, ids, places } of lines) {
    const texts = (await Promise.all(places.map(testsAt))).join('\n')
    const names = new Set([...texts.matchAll(/\[([A-Z]{2}\d+)\]/g)].map(([, id]) => id))
    missing.push(...ids.filter((id) => !names.has(id)).map((id) => `${line}: ${id}`))
  }
  expect(missing).toEqual([])
})
