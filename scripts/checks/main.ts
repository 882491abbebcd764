import { availableParallelism } from 'node:os'
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { steps } from './steps.ts'

const { values, positionals } = parseArgs({
  options: { report: { type: 'string' }, list: { type: 'boolean' } },
  allowPositionals: true,
})

if (values.list === true) console.log([...steps.keys()].join('\n'))
else process.exitCode = await check()

/** Runs the steps asked for (none: all), as many at once as there are processors. Returns the exit code. */
async function check(): Promise<number> {
  const unknown = positionals.filter((name) => !steps.has(name))
  if (unknown.length > 0) {
    console.error(`No such step: ${unknown.join(', ')}. There are: ${[...steps.keys()].join(', ')}.`)
    return 2
  }
  const waiting = [...steps].filter(([name]) => positionals.length === 0 || positionals.includes(name))
  let passed = 0
  let failed = 0
  const runWaiting = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [name, run] = next
      const startedAt = performance.now()
      const { ok, details } = await run()
      const spanMs = Math.round(performance.now() - startedAt)
      console.log(`${ok ? 'ok    ' : 'FAILED'} ${name.padEnd(14)} ${String(spanMs).padStart(6)} ms`)
      if (ok) passed++
      else {
        failed++
        console.log(details.replace(/^/gm, '       '))
      }
    }
  }
  await Promise.all(Array.from({ length: availableParallelism() }, runWaiting))
  if (values.report !== undefined) writeFileSync(values.report, JSON.stringify({ passed, failed, skipped: 0 }))
  return failed === 0 ? 0 : 1
}
