// Run as a process of its own by sqlite.test.ts, with a small disk that only it sees: fills the disk under an open
// storage, makes room again, and prints what happened as JSON. Argument: the folder of the small disk.
import { execFileSync } from 'node:child_process'
import { appendFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { BodyId, MaterialId } from '@glosa/domain/model'
import { openSqliteStorage, StorageUnavailable } from '@glosa/storage'
import { jana, newId, noon, record, session, update } from './storageSamples.ts'

const [disk = ''] = process.argv.slice(2)
const dataDir = join(disk, 'data')
const ballast = join(disk, 'ballast')
const nameOf = (error: unknown) => (error instanceof Error ? error.name : String(error))
const remount = (how: 'ro' | 'rw') => execFileSync('mount', ['-o', `remount,${how}`, disk])

function fill(): void {
  for (const size of [64 * 1024, 4096, 512]) {
    try {
      for (;;) appendFileSync(ballast, new Uint8Array(size))
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error
    }
  }
}

remount('ro')
const openedReadOnly = await openSqliteStorage({ dataDir }).then(() => 'opened', nameOf)
remount('rw')

const storage = await openSqliteStorage({ dataDir })
const body = newId<BodyId>()
const row = (size: number) => ({ kind: 'update', personId: jana, at: noon, payload: new Uint8Array(size) }) as const
let acknowledged = 0
for (; acknowledged < 10; acknowledged++) await storage.bodyLog.append(body, acknowledged + 1, [row(10)], 'w')

const refusals: string[] = []
let hasCause = false
/** Appends until one is refused, twice, since a first refusal may make the log give room back. */
for (let round = 0; round < 2; round++) {
  fill()
  for (let tries = 0; tries < 100; tries++) {
    try {
      await storage.bodyLog.append(body, acknowledged + 1, [row(100_000)], 'w')
      acknowledged += 1
    } catch (error) {
      refusals.push(nameOf(error))
      hasCause = error instanceof StorageUnavailable && error.cause instanceof Error
      break
    }
  }
}
fill()
const bystander = newId<BodyId>()
const material = newId<MaterialId>()
const together = await Promise.allSettled([
  storage.bodyLog.append(body, acknowledged + 1, [row(300_000)], 'w'),
  storage.bodyLog.append(bystander, 1, [update('x')], 'w'),
  storage.materialLog.append(record(material, 1)),
  storage.bodyLog.saveSnapshot(body, 1, new Uint8Array(1_000), []),
  storage.sessions.create(session()),
])
const blob = await storage.blobs.put(new Uint8Array(100_000)).then(() => 'kept', nameOf)
const keptWhileFull = {
  rows: (await storage.bodyLog.load(body)).rows.length,
  bystander: (await storage.bodyLog.load(bystander)).rows.length,
  records: (await storage.materialLog.read(material)).length,
}

rmSync(ballast)
const resumed = await Promise.all([
  storage.bodyLog.append(body, acknowledged + 1, [row(1_000)], 'w'),
  storage.bodyLog.append(bystander, 1, [update('x')], 'w'),
  storage.materialLog.append(record(material, 1)),
])
const probe = await storage.probe()
const keptAfter = (await storage.bodyLog.load(body)).rows.length
await storage.close()
console.log(
  JSON.stringify({
    openedReadOnly,
    refusals,
    hasCause,
    together: together.map((one) => (one.status === 'rejected' ? nameOf(one.reason) : one.value)),
    blob,
    acknowledged,
    keptWhileFull,
    resumed,
    probe,
    keptAfter,
  }),
)
