import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { demoPeople } from '@glosa/auth/demo'
import { roles } from '@glosa/domain/model'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { newFolder, removeFolder, spawnGlosa, startGlosaProcess, until, withDemoMaterials } from './glosaProcess.ts'
import { clerk } from './office.ts'

const script = join(import.meta.dirname, '..', '..', 'scripts', 'start.mjs')

let folder = ''
beforeEach(async () => {
  folder = await newFolder()
})
afterEach(() => removeFolder(folder))

it('[FZ3] npm start prints where it is and who may sign in with what, and Ctrl+C ends it with 0', async () => {
  const glosa = spawnGlosa({ PORT: '0', GLOSA_DATA: folder, GLOSA_DEMO_MATERIALS: 'no' }, [], script)
  const address = await glosa.says(
    (output) => /^Open (http:\/\/localhost:\d+) in a browser\. Ctrl\+C ends it/m.exec(output)?.[1] ?? null,
  )
  const printed = glosa
    .output()
    .split('\n')
    .flatMap((line) => {
      const [name = '', login = '', password = '', roles = ''] = line.trim().split(/ {2,}/)
      return line.startsWith('  ') && roles ? [{ name, login, password, roles: roles.split(', ') }] : []
    })
  expect(printed.map(({ login }) => login).toSorted()).toEqual(demoPeople.map(({ login }) => login).toSorted())
  const named = new Set(printed.flatMap((person) => person.roles))
  for (const role of roles) expect(named).toContain(role)

  expect(await (await fetch(address)).text()).toContain('<title>Glosa</title>')
  const [first] = printed
  const answer = await fetch(`${address}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: address },
    body: JSON.stringify({ login: first?.login, password: first?.password }),
  })
  expect(await answer.json()).toMatchObject({ person: { displayName: first?.name } })
  expect(await glosa.end('SIGINT')).toBe(0)
  expect(glosa.output()).toContain('\nEnding: everything acknowledged is saved …\n')
  expect(glosa.output()).toContain(`the data stay in ${folder}.`)
})

it('[FZ2] Ctrl+C before the start is done ends it as soon as it is, and the demo office is whole', async () => {
  const early = spawnGlosa({ NODE_ENV: 'development', PORT: '0', GLOSA_DATA: folder })
  const over = early.ended.then(() => Promise.reject(new Error(early.output())))
  await Promise.race([until(() => existsSync(join(folder, 'glosa.sqlite'))), over])
  over.catch(() => undefined)
  expect(await early.end('SIGINT')).toBe(0)
  expect(early.output()).toBe('Ending as soon as the start is done …\n')
  const glosa = await startGlosaProcess(folder, withDemoMaterials)
  const secretary = await clerk(glosa, 'pokorna')
  // Meetings are the last that the office is filled with: one is over, one is to come.
  for (const when of ['past', 'upcoming']) {
    expect(await secretary.call('GET', `/meetings?when=${when}`), when).toMatchObject({ total: 1 })
  }
  expect(await glosa.end('SIGTERM')).toBe(0)
})

it('[FZ1] a data folder that cannot be made is named, without a stack', async () => {
  const file = join(folder, 'file')
  await writeFile(file, '')
  const glosa = spawnGlosa({ NODE_ENV: 'development', PORT: '0', GLOSA_DATA: join(file, 'data') })
  expect(await glosa.ended).toBe(1)
  expect(glosa.output().trim()).toMatch(
    /^Glosa cannot start\. [^\n]+ cannot be used \(ENOTDIR\)\. [^\n]+GLOSA_DATA[^\n]+\.$/,
  )
  expect(glosa.output()).toContain(join(file, 'data'))
})
