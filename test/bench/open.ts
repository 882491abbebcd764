import { round, percentile, rssMiBOf } from './measureProcess.ts'
import { startTarget, type TargetName, type TargetWish } from './targets.ts'
import { wait } from './typing.ts'

interface OpenFigures {
  /** Connect until the whole text has arrived, alone, the room warm; median of several. */
  readonly ms: number
  /** The last of fifty that connect at once. */
  readonly fiftyMs: number
}

const alone = 9

/** Opens the long text alone and fifty at once. */
export async function measureOpen(wish: Omit<TargetWish, 'rooms'>): Promise<Record<string, unknown>> {
  const figures: Record<string, unknown> = {}
  for (const name of ['hocuspocus', 'glosa'] as const) figures[name] = await openOn(name, wish)
  return { ...figures, idleRoomMiB: await idleRoomMiB() }
}

async function openOn(name: TargetName, wish: Omit<TargetWish, 'rooms'>): Promise<OpenFigures> {
  const target = await startTarget(name, { rooms: 1, ...wish })
  try {
    // Somebody is in the text all the time, so that it stays loaded.
    const holder = await target.connect(0)
    await wait(1_000)
    const single: number[] = []
    for (let index = 0; index < alone; index++) {
      const client = await target.connect(0, { leavesState: true })
      single.push(client.syncedMs)
      client.close()
      await wait(50)
    }
    const burst = await Promise.all(Array.from({ length: 50 }, () => target.connect(0, { leavesState: true })))
    const last = Math.max(...burst.map((client) => client.syncedMs))
    for (const client of burst) client.close()
    holder.close()
    return { ms: round(percentile(single, 0.5)), fiftyMs: round(last) }
  } finally {
    await target.stop()
  }
}

/** Memory of one short text with nobody typing in it, from the difference of 200. */
async function idleRoomMiB(): Promise<number> {
  const rooms = 200
  const target = await startTarget('glosa', { rooms })
  try {
    const before = rssMiBOf(target.pid)
    const clients = []
    for (let room = 0; room < rooms; room++) clients.push(await target.connect(room))
    await wait(2_000)
    const after = rssMiBOf(target.pid)
    for (const client of clients) client.close()
    return round((after - before) / rooms, 3)
  } finally {
    await target.stop()
  }
}
