import type { MaterialId } from '@glosa/domain/model'
import { signInAs, type GlosaServer } from './glosaServer.ts'
import { percentile, round } from './measureProcess.ts'
import { wait } from './typing.ts'

const formats = ['docx', 'pdf', 'xlsx', 'csv'] as const
const tries = 3

/** What the settlement table of a large material takes, from asking to the last byte; medians. */
export interface TableFigures {
  /** The slowest format. */
  readonly tableMs: number
  readonly tableDocxMs: number
  readonly tablePdfMs: number
  readonly tableXlsxMs: number
  readonly tableCsvMs: number
  /** The longest that the server answered nobody else meanwhile. */
  readonly tableBlockMs: number
}

/** Exports the table of a material in every format, and asks the server for its health all the while. */
export async function measureTables(server: GlosaServer, materialId: MaterialId): Promise<TableFigures> {
  const { cookie } = await signInAs(server, 'svobodova')
  const medians = new Map<(typeof formats)[number], number>()
  const pulse = feelPulse(server)
  for (const format of formats) {
    const times: number[] = []
    for (let index = 0; index < tries; index++) {
      const at = performance.now()
      const answer = await fetch(`${server.url}/api/v1/materials/${materialId}/settlement-table/${format}`, {
        headers: { cookie },
      })
      const { byteLength } = await answer.arrayBuffer()
      if (!answer.ok || byteLength < 1_000) throw new Error(`the table as ${format}: ${answer.status}`)
      times.push(performance.now() - at)
    }
    medians.set(format, round(percentile(times, 0.5)))
  }
  const ms = (format: (typeof formats)[number]) => medians.get(format) ?? 0
  return {
    tableMs: Math.max(...formats.map(ms)),
    tableDocxMs: ms('docx'),
    tablePdfMs: ms('pdf'),
    tableXlsxMs: ms('xlsx'),
    tableCsvMs: ms('csv'),
    tableBlockMs: round(await pulse.stop()),
  }
}

/** Asks again and again, and remembers the longest wait. */
function feelPulse(server: GlosaServer) {
  let isOver = false
  let longest = 0
  const beating = (async () => {
    while (!isOver) {
      const at = performance.now()
      await (await fetch(`${server.url}/health/live`)).text()
      longest = Math.max(longest, performance.now() - at)
      // Often enough to feel a stop, seldom enough to be no load.
      await wait(20)
    }
  })()
  return {
    async stop() {
      isOver = true
      await beating
      return longest
    },
  }
}
