import { spawn } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readManifest } from '../package/manifest.ts'
import { sha256Of } from '../versionHash.ts'

const program = fileURLToPath(new URL('./deliverUntilKilled.ts', import.meta.url))

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'glosa-delivery-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

/** Runs the program to its end. @returns the exit code, or the signal that ended it */
const deliver = (killAt = ''): Promise<number | string | null> =>
  new Promise((resolve, reject) => {
    const running = spawn(process.execPath, [program, folder, killAt], { stdio: ['ignore', 'ignore', 'inherit'] })
    running.once('error', reject)
    running.once('close', (code, signal) => resolve(signal ?? code))
  })

async function assertDeliveredOnce(): Promise<void> {
  const history = (await readFile(path.join(folder, 'history.jsonl'), 'utf8')).trimEnd().split('\n')
  const types = history.map((line): string => JSON.parse(line).type)
  expect(types).toEqual(['material-locked', 'delivery-prepared', 'delivery-registered'])
  const outgoing = path.join(folder, 'records', 'outgoing')
  const [name = '', ...others] = await readdir(outgoing)
  expect(others).toEqual([])
  expect(await readdir(path.join(folder, 'records', 'numbers'))).toEqual(['FOLDER-2026-000001'])
  expect((await readdir(path.join(folder, 'records', 'receipts'))).length).toBe(1)
  const manifest = readManifest(await readFile(path.join(outgoing, name, 'manifest.json')))
  for (const file of manifest.files) {
    expect(sha256Of(await readFile(path.join(outgoing, name, file.name)))).toBe(file.sha256)
  }
}

describe('a delivery whose process is killed', () => {
  it('[RE21] arrives when nobody kills it', async () => {
    expect(await deliver()).toBe(0)
    await assertDeliveredOnce()
  })

  it.each([
    'loaded',
    'rendered',
    'packaged',
    'stored',
    'before-delivery-prepared',
    'after-delivery-prepared',
    'sending',
    'written',
    'noted',
    'handed-over',
    'number-claimed',
    'receipt-written',
    'answered',
    'receipt-stored',
    'before-delivery-registered',
    'after-delivery-registered',
  ])('[RE21] arrives once when it is killed at %s', async (moment) => {
    expect(await deliver(moment)).toBe('SIGKILL')
    expect(await deliver()).toBe(0)
    await assertDeliveredOnce()
  })

  it('[RE21] arrives once when it is killed at every moment in turn', async () => {
    for (const moment of [
      'rendered',
      'stored',
      'sending',
      'written',
      'noted',
      'handed-over',
      'number-claimed',
      'answered',
    ]) {
      expect(await deliver(moment)).toBe('SIGKILL')
    }
    expect(await deliver()).toBe(0)
    await assertDeliveredOnce()
  })
})
