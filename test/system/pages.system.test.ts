import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { announcement, closeCodes } from '@glosa/domain/contract'
import { expect, it } from 'vitest'
import { frameOf, varBytes, varText, varUint } from './outsideClient.ts'

const root = join(import.meta.dirname, '..', '..')
const read = (path: string) => readFile(join(root, path), 'utf8')

it('[SY22] the page of settings names every variable that is read and no other', async () => {
  const names = (text: string, pattern: RegExp) =>
    [...new Set([...text.matchAll(pattern)].map(([, name]) => name))].toSorted()
  const readers = ['config', 'directorySettings', 'mailSettings', 'oidcSettings', 'sealSettings']
  const sources = await Promise.all(readers.map((name) => read(`collab-server/${name}.ts`)))
  const asked = names(sources.join('\n'), /'((?:GLOSA|MONGODB)_[A-Z_]+|PORT|NODE_ENV)'/g)
  const told = names(await read('docs/configuration.md'), /^\| `([A-Z_]+)` \|/gm)
  expect(told).toEqual(asked)
})

it('[SY23] the examples of the page of the protocol are the frames that an outside client sends', async () => {
  const page = await read('docs/protocol.md')
  const room = `${'a'.repeat(20)}.${'b'.repeat(20)}`
  const examples = [...page.matchAll(/```hex ([^\n]+)\n([^`]+)```/g)].map(([, name, hex]) => [
    name,
    hex?.replaceAll(/\s/g, ''),
  ])
  const hexOf = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')
  expect(examples).toEqual([
    ['let me in', hexOf(frameOf(room, 2, varUint(0), varText(''), varText('4.8.0')))],
    ['question of a client that has nothing', hexOf(frameOf(room, 0, varUint(0), varBytes(Uint8Array.of(0))))],
    ['the empty update', hexOf(frameOf(room, 0, varUint(2), varBytes(Uint8Array.of(0, 0))))],
  ])
})

it('[SY23] the page of the protocol names every close code, announcement and event', async () => {
  const page = await read('docs/protocol.md')
  for (const code of Object.values(closeCodes)) expect(page).toContain(`| ${code} |`)
  for (const { shape } of announcement.options) expect(page).toContain(`| \`${shape.type.value}\` |`)
  for (const [, event] of (await read('domain/model/events.ts')).matchAll(/type: '([a-z-]+)'/g)) {
    expect(page).toContain(`\`${event}\``)
  }
})

it('[SY23] a number is written seven bits a byte, the lowest first', () => {
  expect([varUint(127), varUint(128), varUint(300), varUint(2 ** 32)]).toEqual([
    [127],
    [128, 1],
    [172, 2],
    [128, 128, 128, 128, 16],
  ])
})
