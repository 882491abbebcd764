import { readFileSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'

const ticksPerSecond = 100
/** So long a machine that never rests is waited for. */
const mostRestSeconds = 90

/** CPU time of a process and its threads so far, in microseconds. */
export function cpuUsOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return ((Number(fields[11]) + Number(fields[12])) / ticksPerSecond) * 1e6
}

/** Processor time of the whole machine so far, in ticks of all its processors (proc_stat(5), first line). */
export interface MachineTime {
  readonly all: number
  readonly idle: number
  /** What the host of a virtual machine gave to others although this machine wanted it ("steal"). */
  readonly stolen: number
}

export function machineTime(): MachineTime {
  const [line = ''] = readFileSync('/proc/stat', 'utf8').split('\n')
  // user nice system idle iowait irq softirq steal; what guests use is in user and nice already.
  const ticks = line.split(/\s+/).slice(1, 9).map(Number)
  const [, , , idle = 0, , , , stolen = 0] = ticks
  return { all: ticks.reduce((sum, each) => sum + each, 0), idle, stolen }
}

/** Waits until the machine has next to nothing to do: a new server still fills its caches, prints and files. */
export async function machineAtRest(): Promise<void> {
  let restingSeconds = 0
  for (let second = 0; second < mostRestSeconds && restingSeconds < 3; second++) {
    const before = machineTime()
    await setTimeout(1_000)
    const now = machineTime()
    const idleShare = (now.idle - before.idle) / Math.max(1, now.all - before.all)
    restingSeconds = idleShare > 0.9 ? restingSeconds + 1 : 0
  }
}

/** How much of the machine's time its host took away since then, in per cent. */
export function stolenPercentSince(before: MachineTime): number {
  const now = machineTime()
  return (100 * (now.stolen - before.stolen)) / Math.max(1, now.all - before.all)
}

/** Resident memory of a process in MiB. */
export function rssMiBOf(pid: number): number {
  const line = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))
  return Number(line?.[1] ?? 0) / 1024
}

/** The value below which the given share of the samples lies. */
export function percentile(samples: readonly number[], share: number): number {
  if (samples.length === 0) return Number.NaN
  const sorted = samples.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

export const round = (value: number, digits = 2): number => Number(value.toFixed(digits))
