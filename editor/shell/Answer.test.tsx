// @vitest-environment jsdom
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { refused, type RefusalCode } from '@glosa/domain/model'
import { createRoot } from 'react-dom/client'
import { expect, it, vi } from 'vitest'
import { CallFailed } from '../api/index.ts'
import { startTranslations } from '../i18n/index.ts'
import { Answer } from './Answer.tsx'

const asked = { data: undefined, error: null, isFetching: false, refetch: () => Promise.resolve() }
const failed = (code: RefusalCode) => ({ ...asked, error: new CallFailed(refused(code)) })

/** What stands on a page that waits for an answer. */
async function shown(of: Parameters<typeof Answer<string>>[0]['of'], see: (page: HTMLElement) => void) {
  await startTranslations('cs')
  const page = document.createElement('div')
  const root = createRoot(page)
  root.render(<Answer of={of}>{(words) => <p>{words}</p>}</Answer>)
  await vi.waitFor(() => see(page), { timeout: 60_000 })
  root.unmount()
}

it('[VZ9] says that it loads, then shows the answer', async () => {
  await shown(asked, (page) => expect(page.textContent + page.innerHTML).toContain('Načítá se'))
  await shown({ ...asked, data: 'Vypořádáno' }, (page) => expect(page.textContent).toBe('Vypořádáno'))
})

it.each([
  ['not-found', 'To, co hledáte, neexistuje, nebo k tomu nemáte přístup.'],
  ['not-permitted', 'K tomuto úkonu nemáte oprávnění.'],
  ['storage-unavailable', 'Úložiště právě neodpovídá'],
] as const)('[VZ9] tells %s in words, with a way to ask again', async (code, words) => {
  const refetch = vi.fn(() => Promise.resolve())
  await shown({ ...failed(code), refetch }, (page) => {
    expect(page.querySelector('[role=alert]')?.textContent?.replaceAll('\u00a0', ' ')).toContain(words)
    page.querySelector('button')?.click()
    expect(refetch).toHaveBeenCalled()
  })
})

it('[VZ9] is how every screen shows what it asked for', async () => {
  const folder = join(import.meta.dirname, '..', 'screens')
  const screens = (await readdir(folder, { recursive: true })).filter((name) => /\/\w+Screen\.tsx$/.test(name))
  expect(screens.length).toBeGreaterThan(25)
  const own: string[] = []
  for (const name of screens) {
    const source = await readFile(join(folder, name), 'utf8')
    if (!/<Answer|<MaterialSubpage|<MaterialOnItsWay/.test(source)) own.push(name)
  }
  expect(own).toEqual([])
})
