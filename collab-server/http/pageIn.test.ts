import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { pageIn } from './pageIn.ts'

it('[PL2] the page tells the language of the office before anybody has signed in', () => {
  const built = readFileSync(join(import.meta.dirname, '..', '..', 'editor', 'index.html'))
  const page = pageIn('sk', built).toString('utf8')
  expect(page).toContain('<html lang="sk">')
  expect(page.match(/<meta name="glosa-language" content="sk" \/>/g)).toHaveLength(1)
  expect(page).not.toContain('lang="cs"')
})
