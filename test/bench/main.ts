import { writeFile } from 'node:fs/promises'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { measureDisk, middleOfDisk, type DiskFigures } from './disk.ts'
import { measureEditor } from './editorPage.ts'
import { measureKill } from './kill.ts'
import { measureLock } from './lock.ts'
import { measureLogin } from './login.ts'
import { longBody } from './longBody.ts'
import { measureOpen } from './open.ts'
import { isQuiet, measureTyping, middleOf, type TypingFigures, type TypingLoad } from './typing.ts'
import { measureProcedure } from './procedure.ts'
import { measureRecords } from './records.ts'
import type { TargetName } from './targets.ts'

const targets = ['relay', 'keepingRelay', 'ywebsocket', 'hocuspocus', 'glosa'] as const satisfies readonly TargetName[]

const rounds = 3
const mostRounds = 6

/**
 * In turn, round after round, so that an hour when the machine is slow meets all of them; more rounds where its host took
 * the processors away.
 */
async function onAll(load: TypingLoad, names: readonly TargetName[] = targets): Promise<Record<string, unknown>> {
  const measured: Partial<Record<TargetName, TypingFigures[]>> = {}
  const disk: DiskFigures[] = []
  const isEnough = (name: TargetName) => (measured[name] ?? []).filter(isQuiet).length >= rounds
  for (let turn = 1; turn <= mostRounds && !names.every(isEnough); turn++) {
    disk.push(await measureDisk())
    for (const name of names) {
      process.stderr.write(`  ${name}: ${load.rooms} × ${load.writersPerRoom} writers, round ${turn}\n`)
      ;(measured[name] ??= []).push(await measureTyping(name, load))
    }
  }
  return {
    ...Object.fromEntries(names.map((name) => [name, middleOf(measured[name] ?? [])])),
    disk: middleOfDisk(disk),
  }
}

const oneBody = (writers: number): TypingLoad => ({ rooms: 1, writersPerRoom: writers, keysPerSecond: 2, seconds: 15 })

/** Every benchmark by its name; each gives one JSON object. */
const benches: Readonly<Record<string, () => Promise<Record<string, unknown>>>> = {
  async typing() {
    const long = await longBody()
    return {
      clients: 50,
      ...(await onAll(oneBody(50))),
      clients200: await onAll(oneBody(200)),
      longHistory: await onAll({ ...oneBody(50), wish: long }, ['hocuspocus', 'glosa']),
    }
  },
  many: async () => ({
    clients: 1000,
    ...(await onAll({ rooms: 500, writersPerRoom: 2, keysPerSecond: 2, seconds: 15 })),
  }),
  open: async () => measureOpen(await longBody()),
  kill: () => measureKill(25),
  lock: () => measureLock(50),
  login: () => measureLogin(1_000, 20),
  editor: () => measureEditor(),
  procedure: () => measureProcedure(),
  records: () => measureRecords(),
}

const args = process.argv.slice(2)
const asJson = args.includes('--json')
const [name] = args.filter((argument) => !argument.startsWith('-'))

if (name !== undefined) {
  const bench = benches[name]
  if (!bench) {
    process.stderr.write(`There is no benchmark ${name}. There are: ${Object.keys(benches).join(', ')}\n`)
    process.exit(2)
  }
  const figures = await bench()
  process.stdout.write(asJson ? `${JSON.stringify(figures)}\n` : `${JSON.stringify(figures, null, 2)}\n`)
} else {
  const all: Record<string, unknown> = {}
  for (const [each, bench] of Object.entries(benches)) {
    process.stderr.write(`${each}\n`)
    all[each] = await bench()
  }
  await writeFile(join(import.meta.dirname, '..', '..', 'docs', 'benchmarks.md'), report(all))
  process.stdout.write(`${JSON.stringify(all)}\n`)
}
process.exit(0)

function report(all: Record<string, unknown>): string {
  const [cpu] = cpus()
  const sections = Object.entries(all).map(
    ([title, figures]) => `## ${title}\n\n\`\`\`json\n${JSON.stringify(figures, null, 2)}\n\`\`\`\n`,
  )
  return [
    '# Benchmarks\n',
    `Made by \`npm run bench\` on ${new Date().toISOString().slice(0, 10)}: ${cpus().length} × ${cpu?.model ?? 'unknown'}, Node ${process.version}.`,
    'All servers of a section ran in the same run on the same machine, one after the other; compare the figures of one section, not absolute ones.\n',
    ...sections,
  ].join('\n')
}
