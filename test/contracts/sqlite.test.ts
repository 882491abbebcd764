import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdir, mkdtemp, readdir, readFile, rename, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { BodyId } from '@glosa/domain/model'
import { DataFolderInUse, openSqliteStorage, StorageUnavailable } from '@glosa/storage'
import { newId, textsOf, update } from './storageSamples.ts'

const script = (name: string) => fileURLToPath(new URL(name, import.meta.url))

describe('SQLite storage', () => {
  let dataDir = ''
  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'glosa-sqlite-'))
  })
  afterEach(() => rm(dataDir, { recursive: true, force: true }))

  it('[ST25] [ST33] has every acknowledged row after kill -9, ten times over, whether the database or the journal had it', async () => {
    const bodies = Array.from({ length: 20 }, () => newId<BodyId>())
    const acknowledged = new Map<string, number>()
    let onlyJournaled = 0
    for (let kill = 1; kill <= 10; kill++) {
      const lines = await appendUntilKilled(dataDir, bodies, 200 + 37 * kill)
      for (const line of lines) {
        const [body = '', sequence] = line.split(' ')
        if (sequence) acknowledged.set(body, Number(sequence))
      }
      const all = [...acknowledged.values()].reduce((sum, sequence) => sum + sequence, 0)
      onlyJournaled += Math.max(0, all - (await rowsInDatabase(dataDir)))
      const storage = await openSqliteStorage({ dataDir })
      for (const body of bodies) {
        const rows = await storage.bodyLog.readRows(body, 0, Number.MAX_SAFE_INTEGER)
        expect(rows.length).toBeGreaterThanOrEqual(acknowledged.get(body) ?? 0)
        expect(textsOf(rows)).toEqual(rows.map((_, index) => `${body}/${index + 1}`))
      }
      await storage.close()
    }
    expect([...acknowledged.values()].every((sequence) => sequence > 10)).toBe(true)
    expect(onlyJournaled).toBeGreaterThan(10)
  })

  it('[ST26] lets one process into a data folder, and the next as soon as that one is gone', async () => {
    const holder = startAppending(dataDir, [newId<BodyId>()])
    await once(holder.stdout, 'data')
    const refused = await openSqliteStorage({ dataDir }).catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(DataFolderInUse)
    expect(refused).toHaveProperty('message', expect.stringContaining(dataDir))
    holder.kill('SIGKILL')
    await once(holder, 'exit')
    const storage = await openSqliteStorage({ dataDir })
    await expect(openSqliteStorage({ dataDir })).rejects.toThrow(DataFolderInUse)
    expect(await storage.probe()).toBe(true)
    await storage.close()
    await (await openSqliteStorage({ dataDir })).close()
  })

  it('[ST27] refuses on a full or read-only disk, keeps nothing of what it refused, and resumes', async (context) => {
    const report = await onSmallDisk(dataDir)
    if (!report) return context.skip('this machine lets nobody mount a small disk')
    expect(report).toMatchObject({
      openedReadOnly: 'StorageUnavailable',
      refusals: ['StorageUnavailable', 'StorageUnavailable'],
      hasCause: true,
      together: Array(5).fill('StorageUnavailable'),
      blob: 'StorageUnavailable',
      keptWhileFull: { rows: report.acknowledged, bystander: 0, records: 0 },
      resumed: ['appended', 'appended', 'appended'],
      probe: true,
      keptAfter: report.acknowledged + 1,
    })
  })

  it('[ST27] acknowledges nothing once its folder was taken away, and resumes when it is back', async () => {
    const storage = await openSqliteStorage({ dataDir })
    const body = newId<BodyId>()
    await storage.bodyLog.append(body, 1, [update('a')], 'w')
    await rename(dataDir, `${dataDir}-away`)
    await expect(storage.bodyLog.append(body, 2, [update('b')], 'w')).rejects.toThrow(StorageUnavailable)
    await expect(storage.bodyLog.load(body)).rejects.toThrow(StorageUnavailable)
    expect(await storage.probe()).toBe(false)
    // A new empty folder in its place is not taken for the old one.
    await mkdir(dataDir)
    await expect(storage.bodyLog.append(body, 2, [update('b')], 'w')).rejects.toThrow(StorageUnavailable)
    await rm(dataDir, { recursive: true })
    // Nor does it matter that the disk cannot say what is there: here, a link that leads nowhere but to itself.
    await symlink(dataDir, dataDir)
    await expect(storage.bodyLog.append(body, 2, [update('b')], 'w')).rejects.toThrow(StorageUnavailable)
    await expect(storage.bodyLog.load(body)).rejects.toThrow(StorageUnavailable)
    await rm(dataDir)
    await rename(`${dataDir}-away`, dataDir)
    expect(await storage.bodyLog.append(body, 2, [update('b')], 'w')).toBe('appended')
    expect(textsOf((await storage.bodyLog.load(body)).rows)).toEqual(['a', 'b'])
    await storage.close()
    await expect(storage.bodyLog.append(body, 3, [update('c')], 'w')).rejects.toThrow(StorageUnavailable)
    expect(await storage.probe()).toBe(false)
  })

  it('[ST28] commits what comes together at once, appends before snapshots', async () => {
    const storage = await openSqliteStorage({ dataDir })
    const bodies = Array.from({ length: 300 }, () => newId<BodyId>())
    const before = await commitsIn(dataDir)
    await Promise.all(bodies.map((body) => storage.bodyLog.append(body, 1, [update('x')], 'w')))
    expect((await commitsIn(dataDir)) - before).toBe(1)
    const order: string[] = []
    await Promise.all([
      ...bodies.slice(0, 20).map(async (body) => {
        await storage.bodyLog.saveSnapshot(body, 1, new Uint8Array(10), [])
        order.push('snapshot')
      }),
      // To new bodies: those are for the database to commit, while the journal waits for nothing.
      ...bodies.slice(0, 20).map(async () => {
        await storage.bodyLog.append(newId<BodyId>(), 1, [update('y')], 'w')
        order.push('append')
      }),
    ])
    // The first commit takes every append and a few snapshots at most.
    expect(order.slice(0, 24).filter((what) => what === 'append')).toHaveLength(20)
    await storage.close()
  })

  it('[ST31] keeps small and large appends in turn, with reads and refusals between them', async () => {
    const storage = await openSqliteStorage({ dataDir })
    const [body, fenced] = [newId<BodyId>(), newId<BodyId>()]
    await storage.bodyLog.append(fenced, 1, [update('theirs')], 'other')
    const texts: string[] = []
    for (let sequence = 1; sequence <= 1_200; sequence++) {
      const text = sequence % 50 === 0 ? `${sequence} ${'ž'.repeat(40_000)}` : `${sequence} ž`
      texts.push(text)
      const answers = [storage.bodyLog.append(body, sequence, [update(text)], 'w')]
      if (sequence % 7 === 0) answers.push(storage.bodyLog.append(fenced, 1, [update('mine')], 'w'))
      expect(await Promise.all(answers)).toEqual(sequence % 7 === 0 ? ['appended', 'fenced'] : ['appended'])
      if (sequence % 100 === 0) expect(await storage.bodyLog.readRows(body, sequence - 1, sequence)).toHaveLength(1)
    }
    expect(textsOf(await storage.bodyLog.readRows(body, 0, Number.MAX_SAFE_INTEGER))).toEqual(texts)
    await storage.close()
  })

  it('[ST32] leaves no gap and loses nothing acknowledged while its folder comes and goes', async () => {
    const storage = await openSqliteStorage({ dataDir })
    const bodies = Array.from({ length: 6 }, () => newId<BodyId>())
    let isOver = false
    let failures = 0
    /** Keeps appends under way, each asked for a turn after the other, and begins again at one that failed. */
    const typeInto = async (body: BodyId, index: number): Promise<number> => {
      let kept = 0
      while (!isOver) {
        let hasFailed = false
        const asked: Promise<unknown>[] = []
        for (let own = kept + 1; own <= kept + 200 && !hasFailed && !isOver; own++) {
          const text = own % 17 === index ? `${own}${' '.repeat(70_000)}` : `${own}`
          const appended = storage.bodyLog.append(body, own, [update(text)], 'w')
          asked.push(appended)
          appended.catch(() => (hasFailed = true))
          await new Promise((resolve) => setImmediate(resolve))
          if (own % 4 === 0) await asked.at(-3)?.catch(() => null)
        }
        const statuses = (await Promise.allSettled(asked)).map(({ status }) => status)
        const done = statuses.indexOf('rejected')
        if (done >= 0) failures += 1
        // None that was asked for before the failure was heard of is kept.
        if (done >= 0) expect(new Set(statuses.slice(done))).toEqual(new Set(['rejected']))
        kept += done < 0 ? asked.length : done
      }
      return kept
    }
    const typists = bodies.map(typeInto)
    for (let outage = 0; outage < 150; outage++) {
      await new Promise((resolve) => setTimeout(resolve, 3 + (outage % 7)))
      await rename(dataDir, `${dataDir}-away`)
      if (outage % 3 > 0) await new Promise((resolve) => setTimeout(resolve, outage % 3))
      await rename(`${dataDir}-away`, dataDir)
    }
    isOver = true
    const kept = await Promise.all(typists)
    expect(failures).toBeGreaterThan(20)
    for (const [index, body] of bodies.entries()) {
      const rows = await storage.bodyLog.readRows(body, 0, Number.MAX_SAFE_INTEGER)
      const texts = textsOf(rows).map((text) => text.trimEnd())
      expect(texts).toEqual(texts.map((_, row) => `${row + 1}`))
      expect(rows.map(({ sequence }) => sequence)).toEqual(texts.map((_, row) => row + 1))
      // What was written and then could not be confirmed is there as well.
      expect(rows.length).toBeGreaterThanOrEqual(kept[index] ?? 0)
    }
    await storage.close()
  })

  it('[ST28] finishes what waits before it closes', async () => {
    const storage = await openSqliteStorage({ dataDir })
    const bodies = Array.from({ length: 50 }, () => newId<BodyId>())
    const waiting = Promise.all(
      bodies.flatMap((body) => [
        storage.bodyLog.append(body, 1, [update('x')], 'w'),
        storage.bodyLog.saveSnapshot(body, 1, new Uint8Array(100_000), []),
      ]),
    )
    await Promise.all([storage.close(), storage.close()])
    await waiting
    const again = await openSqliteStorage({ dataDir })
    for (const body of bodies) expect((await again.bodyLog.load(body)).snapshot?.sequence).toBe(1)
    await again.close()
    expect(await readdir(dataDir)).not.toContain('glosa.sqlite-wal')
  })
})

const startAppending = (dataDir: string, bodies: readonly BodyId[]) =>
  spawn(process.execPath, [script('./appendUntilKilled.ts'), dataDir, ...bodies], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })

/** Kills the appending process after it acknowledged `count` appends. @returns every line it got out */
async function appendUntilKilled(dataDir: string, bodies: readonly BodyId[], count: number): Promise<string[]> {
  const child = startAppending(dataDir, bodies)
  let text = ''
  let lines = 0
  child.stdout.on('data', (data: Buffer) => {
    text += data.toString()
    lines += data.toString().split('\n').length - 1
    if (lines >= count) child.kill('SIGKILL')
  })
  await once(child, 'close')
  if (lines < count) throw new Error('the appending process ended by itself')
  // A line cut short by the kill was not said.
  return text.slice(0, text.lastIndexOf('\n')).split('\n')
}

/** Runs the filling process in a mount namespace of its own, so that its disk is gone with it. `null` when not allowed. */
async function onSmallDisk(folder: string): Promise<(Record<string, unknown> & { acknowledged: number }) | null> {
  const run = promisify(execFile)
  const isolated = process.getuid?.() === 0 ? ['--mount'] : ['--mount', '--user', '--map-root-user']
  const mount = 'mount -t tmpfs -o size=2m tmpfs "$0"'
  try {
    await run('unshare', [...isolated, 'sh', '-c', mount, folder])
  } catch (error) {
    if (error instanceof Error) return null
    throw error
  }
  const { stdout } = await run('unshare', [
    ...isolated,
    'sh',
    '-c',
    `${mount} && exec "$1" "$2" "$0"`,
    folder,
    process.execPath,
    script('./fillDisk.ts'),
  ])
  return JSON.parse(stdout) as Record<string, unknown> & { acknowledged: number }
}

/** How many rows the database has without its journal; looked up in a copy. */
async function rowsInDatabase(dataDir: string): Promise<number> {
  const copy = `${dataDir}-copy`
  await cp(dataDir, copy, { recursive: true })
  const database = new DatabaseSync(join(copy, 'glosa.sqlite'))
  const rows = Number(database.prepare('SELECT count(*) AS rows FROM body_row').get()?.['rows'])
  database.close()
  await rm(copy, { recursive: true })
  return rows
}

/** How many commits stand in the write-ahead log: frames that carry the size of the database after them. */
async function commitsIn(dataDir: string): Promise<number> {
  const log = await readFile(join(dataDir, 'glosa.sqlite-wal'))
  const frame = 24 + log.readUInt32BE(8)
  let commits = 0
  for (let offset = 32; offset + frame <= log.length; offset += frame) {
    if (log.readUInt32BE(offset + 4) > 0) commits += 1
  }
  return commits
}
