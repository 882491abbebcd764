import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readTargets } from './readTargets.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'glosa-targets-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function read(targets: readonly object[], env: Readonly<Record<string, string>> = {}) {
  const file = path.join(folder, 'targets.json')
  await writeFile(file, JSON.stringify({ targets }))
  return readTargets(file, env)
}

const essl = {
  kind: 'essl',
  name: 'spisovka',
  url: 'https://essl.example/ermsAPI',
  source: 'GLOSA',
  destination: 'ESSL',
  originator: 'MMB',
  user: 'glosa',
}
const basic = (password: object) => ({ auth: { type: 'basic', user: 'glosa', password } })

it('[DE18] reads a secret from a file or a variable, and has none otherwise', async () => {
  const file = path.join(folder, 'password')
  await writeFile(file, 'tajné\n')
  expect((await read([{ ...essl, ...basic({ file }) }])).faults).toEqual([])
  expect((await read([{ ...essl, ...basic({ env: 'ESSL_PASSWORD' }) }], { ESSL_PASSWORD: 'x' })).faults).toEqual([])
  expect((await read([{ ...essl, ...basic({ env: 'ESSL_PASSWORD' }) }])).faults).toEqual([
    'spisovka: password: the variable ESSL_PASSWORD is not set',
  ])
  await writeFile(file, '\n')
  expect((await read([{ ...essl, ...basic({ file }) }])).faults).toEqual([`spisovka: password: ${file} is empty`])
})

it('[RZ7] tells at the start of a certificate that is none or does not belong to its key', async () => {
  const make = (name: string) =>
    promisify(execFile)('openssl', [
      ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-subj', '/CN=glosa'],
      ...['-keyout', path.join(folder, `${name}.key`), '-out', path.join(folder, `${name}.crt`)],
    ])
  await Promise.all([make('one'), make('other')])
  await writeFile(path.join(folder, 'words.crt'), 'žádný certifikát')
  const faultsWith = async (certFile: string, keyFile: string) => {
    const files = { certFile: path.join(folder, certFile), keyFile: path.join(folder, keyFile) }
    return (await read([{ ...essl, client: files }])).faults
  }
  expect(await faultsWith('one.crt', 'one.key')).toEqual([])
  expect(await faultsWith('one.crt', 'other.key')).toEqual([
    expect.stringContaining('spisovka: certFile and keyFile cannot be used together'),
  ])
  expect(await faultsWith('words.crt', 'one.key')).toEqual([expect.stringContaining('spisovka: certFile')])
  expect(await faultsWith('gone.crt', 'one.key')).toEqual([expect.stringContaining('cannot be read (ENOENT)')])
})

it('[DE18] never takes a secret that is written into the settings', async () => {
  const { faults } = await read([{ ...essl, auth: { type: 'basic', user: 'glosa', password: 'tajné' } }])
  expect(faults.join()).toContain('password')
  expect(faults.join()).not.toContain('tajné')
})

it('[DE18] tells everything that is wrong at once', async () => {
  const missing = path.join(folder, 'missing')
  const { faults } = await read([
    { ...essl, after: 'archiv', ...basic({ file: missing }) },
    { ...essl, caFile: missing },
    { kind: 'folder', name: 'archiv', folder: '/srv', receipt: 'self', after: 'spisovka' },
  ])
  expect(faults).toEqual([
    'the records system spisovka is named twice',
    'spisovka: after: records systems wait for each other',
    'archiv: after: records systems wait for each other',
    `spisovka: password: ${missing} cannot be read (ENOENT)`,
    `spisovka: caFile: ${missing} cannot be read (ENOENT)`,
  ])
})

it.each([
  ['no file', null, 'cannot be read'],
  ['no JSON', '{', 'is not JSON'],
  ['nothing', '{"targets":[]}', 'targets'],
  ['an unknown kind', '{"targets":[{"kind":"fax","name":"a"}]}', 'kind'],
  ['an unknown setting', JSON.stringify({ targets: [{ ...essl, pasword: 'x' }] }), 'pasword'],
  ['a code that is too long', JSON.stringify({ targets: [{ ...essl, source: 'ROZHODOVNA-1' }] }), 'source'],
])('[DE18] says what is wrong with %s', async (_what, content, words) => {
  const file = path.join(folder, 'faulty.json')
  await rm(file, { force: true })
  if (content !== null) await writeFile(file, content)
  expect(readTargets(file, {}).faults.join()).toContain(words)
})
