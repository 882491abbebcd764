import * as Y from 'yjs'
import { lettersIn, type LoadClient } from './loadClient.ts'
import {
  cpuUsOf,
  machineAtRest,
  machineTime,
  percentile,
  round,
  rssMiBOf,
  stolenPercentSince,
} from './measureProcess.ts'
import { startTarget, type Target, type TargetName, type TargetWish } from './targets.ts'

/** Latencies in milliseconds from a writer's send to another client's document. */
export interface TypingFigures {
  readonly p50Ms: number
  readonly p95Ms: number
  readonly p99Ms: number
  readonly cpuUsPerUpdate: number
  readonly rssMiB: number
  readonly savedP50Ms?: number
  readonly savedP99Ms?: number
  /** Letters that never arrived; must be 0. */
  readonly missing: number
  /** How much of the machine's time its host took away meanwhile, in per cent. */
  readonly stolenPercent: number
  /** How many measurements these are the middle of. */
  readonly counted?: number
}

const quietPercent = 1
const warmUpMs = 8_000

/** Whether the machine had its processors for itself: where the host takes them away, its other guests are measured. */
export const isQuiet = ({ stolenPercent }: TypingFigures): boolean => stolenPercent <= quietPercent

/** A load: so many writers on each of so many texts. */
export interface TypingLoad {
  readonly rooms: number
  readonly writersPerRoom: number
  readonly keysPerSecond: number
  readonly seconds: number
  readonly wish?: Omit<TargetWish, 'rooms'>
}

/** Types on one target and measures. The first writer of a room listens to the others with a whole document. */
export async function measureTyping(name: TargetName, load: TypingLoad): Promise<TypingFigures> {
  const target = await startTarget(name, { rooms: load.rooms, ...load.wish })
  try {
    await machineAtRest()
    return await measureTypingOn(target, load)
  } finally {
    await target.stop()
  }
}

/**
 * The middle one of several measurements, figure by figure: a machine shared with others stands still now and then,
 * and one such moment is a percentile of one measurement, not of most. Where there were quiet ones, only they count.
 */
export function middleOf(measured: readonly TypingFigures[]): TypingFigures {
  const all = measured.some(isQuiet) ? measured.filter(isQuiet) : measured
  const middle = (figure: (figures: TypingFigures) => number) => percentile(all.map(figure), 0.5)
  const saved = all.every(({ savedP99Ms }) => savedP99Ms !== undefined)
  return {
    p50Ms: middle(({ p50Ms }) => p50Ms),
    p95Ms: middle(({ p95Ms }) => p95Ms),
    p99Ms: middle(({ p99Ms }) => p99Ms),
    cpuUsPerUpdate: middle(({ cpuUsPerUpdate }) => cpuUsPerUpdate),
    rssMiB: middle(({ rssMiB }) => rssMiB),
    missing: measured.reduce((sum, { missing }) => sum + missing, 0),
    stolenPercent: middle(({ stolenPercent }) => stolenPercent),
    counted: all.length,
    ...(saved
      ? {
          savedP50Ms: middle(({ savedP50Ms }) => savedP50Ms ?? 0),
          savedP99Ms: middle(({ savedP99Ms }) => savedP99Ms ?? 0),
        }
      : {}),
  }
}

interface Writer {
  readonly client: LoadClient
  readonly unacknowledged: number[]
  write(): void
}

/** Types on a target that runs already, and measures. */
export async function measureTypingOn(target: Target, load: TypingLoad): Promise<TypingFigures> {
  const sent = new Map<string, number>()
  const latencies: number[] = []
  const saved: number[] = []
  const listeners: LoadClient[] = []
  const writers: Writer[] = []

  for (let room = 0; room < load.rooms; room++) {
    const seen = (update: Uint8Array) => {
      const now = performance.now()
      for (const letter of lettersIn(update)) {
        const at = sent.get(letter)
        if (at === undefined) continue
        latencies.push(now - at)
        sent.delete(letter)
      }
    }
    // A room of two: both write and both listen to the other, as the peers do.
    const isPair = load.writersPerRoom === 2
    if (!isPair) listeners.push(await target.connect(room, { onUpdate: seen }))
    for (let index = 0; index < load.writersPerRoom; index++) {
      const unacknowledged: number[] = []
      const onAck = () => {
        const at = unacknowledged.shift()
        if (at !== undefined) saved.push(performance.now() - at)
      }
      const client = await target.connect(room, { onAck, ...(isPair ? { onUpdate: seen } : {}) })
      writers.push(writerOf(client, target.name, sent, unacknowledged))
    }
  }

  const intervalMs = 1000 / load.keysPerSecond
  const timers = writers.map((writer, index) => {
    const start = (index / writers.length) * intervalMs
    let interval: NodeJS.Timeout
    const first = setTimeout(() => {
      writer.write()
      interval = setInterval(() => writer.write(), intervalMs)
    }, start)
    return () => {
      clearTimeout(first)
      clearInterval(interval)
    }
  })
  // The figures start anew once the code of all of them is compiled.
  await wait(warmUpMs)
  latencies.length = 0
  saved.length = 0
  const machineBefore = machineTime()
  const cpuBefore = cpuUsOf(target.pid)
  const writtenBefore = writtenOf(writers)
  await wait(load.seconds * 1000)
  const cpu = cpuUsOf(target.pid) - cpuBefore
  const stolenPercent = stolenPercentSince(machineBefore)
  const written = writtenOf(writers) - writtenBefore
  const rssMiB = rssMiBOf(target.pid)
  for (const stop of timers) stop()
  await wait(1_500)
  const figures: TypingFigures = {
    p50Ms: round(percentile(latencies, 0.5)),
    p95Ms: round(percentile(latencies, 0.95)),
    p99Ms: round(percentile(latencies, 0.99)),
    cpuUsPerUpdate: round(cpu / Math.max(1, written), 0),
    rssMiB: round(rssMiB, 0),
    missing: sent.size,
    stolenPercent: round(stolenPercent),
    ...(target.name === 'glosa'
      ? { savedP50Ms: round(percentile(saved, 0.5)), savedP99Ms: round(percentile(saved, 0.99)) }
      : {}),
  }
  for (const { client } of writers) client.close()
  for (const client of listeners) client.close()
  return figures
}

const counts = new WeakMap<Writer, number>()
const writtenOf = (writers: readonly Writer[]) => writers.reduce((sum, writer) => sum + (counts.get(writer) ?? 0), 0)

function writerOf(client: LoadClient, name: TargetName, sent: Map<string, number>, unacknowledged: number[]): Writer {
  const { ydoc } = client
  const text = ownText(ydoc)
  let pending: Uint8Array | null = null
  ydoc.on('update', (update: Uint8Array) => {
    pending = update
  })
  let position = 0
  const writer: Writer = {
    client,
    unacknowledged,
    write() {
      const clock = Y.getState(ydoc.store, ydoc.clientID)
      if (position === 0) text.begin()
      else text.type(position)
      position++
      if (!pending || !client.isOpen()) return
      const now = performance.now()
      const after = Y.getState(ydoc.store, ydoc.clientID)
      sent.set(`${ydoc.clientID}:${after - 1}`, now)
      if (after <= clock) return
      if (name === 'glosa' || name === 'hocuspocus') unacknowledged.push(now)
      client.send(pending)
      counts.set(writer, (counts.get(writer) ?? 0) + 1)
      pending = null
    },
  }
  return writer
}

/** Each writer types in a paragraph of their own, as people in one text do. */
function ownText(ydoc: Y.Doc) {
  const body = ydoc.getXmlFragment('body')
  const letters = new Y.XmlText()
  return {
    begin() {
      ydoc.transact(() => {
        const paragraph = new Y.XmlElement('paragraph')
        paragraph.insert(0, [letters])
        body.insert(body.length, [paragraph])
        letters.insert(0, 'a')
      })
    },
    type(position: number) {
      letters.insert(position, 'abcdefghij '.charAt(position % 11))
    },
  }
}

export const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
