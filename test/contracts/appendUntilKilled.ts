// Run as a process of its own by sqlite.test.ts: appends to all bodies at once, without end, and names each row on
// standard output once it is acknowledged. Arguments: data folder, then the bodies.
import { writeSync } from 'node:fs'
import type { BodyId } from '@glosa/domain/model'
import { openSqliteStorage } from '@glosa/storage'
import { card, update } from './storageSamples.ts'

const [dataDir = '', ...bodies] = process.argv.slice(2)
const storage = await openSqliteStorage({ dataDir })

/** Writes at once, so that the kill cannot take a line back; a full pipe is waited for. */
function say(line: string): void {
  for (;;) {
    try {
      writeSync(1, line)
      return
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EAGAIN')) throw error
    }
  }
}

async function append(body: BodyId): Promise<never> {
  const { snapshot, rows } = await storage.bodyLog.load(body)
  let sequence = rows.at(-1)?.sequence ?? snapshot?.sequence ?? 0
  for (;;) {
    const first = sequence + 1
    sequence += 2
    const result = await storage.bodyLog.append(
      body,
      first,
      [update(`${body}/${first}`), update(`${body}/${sequence}`)],
      `${process.pid}`,
    )
    if (result !== 'appended') throw new Error(result)
    say(`${body} ${sequence}\n`)
    if (sequence % 20 === 0) {
      void storage.bodyLog.saveSnapshot(body, sequence - 10, new Uint8Array(20_000), [])
      void storage.projections.putCard(card())
    }
  }
}

say('open\n')
await Promise.all(bodies.map((body) => append(body as BodyId)))
