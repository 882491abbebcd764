// npm test [-- FILTER …]: sets up what the tests need, checks, builds, tests. With a filter only the tests whose file
// name contains it run, and the checks are left out.
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensureEditorBuilt } from './buildEditor.mjs'
import { ensureInstalled, finished, nodePath, root, runMain, seconds, SetupFailure, toolEnvironment } from './setup.mjs'
import { ensureSystemPackages } from './systemPackages.mjs'
import { addTallies, noTests, secondTries, tallyOfVitest } from './tally.mjs'

const filters = process.argv.slice(2)
const timings = []
const scratch = mkdtempSync(join(tmpdir(), 'glosa-test-'))

await runMain(async () => {
  try {
    return await setUpAndTest()
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
})

async function setUpAndTest() {
  await phase('install', ensureInstalled)
  const ferretdb = existsSync(join(root, 'scripts', 'build-ferretdb.mjs')) && !process.env.MONGODB_URL
  const verapdf = existsSync(join(root, 'scripts', 'fetch-verapdf.mjs'))
  await phase('system packages', () => ensureSystemPackages({ java: true, go: ferretdb }))
  const fetchAll = async () => {
    if (ferretdb) await phase('FerretDB', () => runSetupScript('scripts/build-ferretdb.mjs'))
    if (verapdf) await phase('veraPDF', () => runSetupScript('scripts/fetch-verapdf.mjs'))
    await phase('counterparts', () => runSetupScript('scripts/fetch-counterparts.mjs'))
  }

  // What is fetched waits for others; the checks use the processors meanwhile.
  const fetching = Promise.allSettled([fetchAll()])
  let tally = filters.length === 0 ? await phase('check', check) : noTests
  const [fetched] = await fetching
  if (fetched.status === 'rejected') throw fetched.reason
  tally = addTallies(tally, await phase('editor build', buildEditor))
  tally = addTallies(tally, await phase('tests', vitest))

  console.log(`\nTime: ${timings.join(', ')}`)
  console.log(`${tally.passed} passed, ${tally.failed} failed, ${tally.skipped} skipped`)
  const skippedInCi = process.env.CI === 'true' && tally.skipped > 0
  return tally.failed > 0 || skippedInCi ? 1 : 0
}

async function phase(name, work) {
  const startedAt = performance.now()
  const result = await work()
  timings.push(`${name} ${seconds(performance.now() - startedAt)}`)
  return result
}

async function runSetupScript(path) {
  const code = await run([path])
  if (code !== 0) throw new SetupFailure(`${path} failed (exit code ${code}); its messages are above.`)
}

/** Each step of the check counts as one test. */
async function check() {
  const report = join(scratch, 'check.json')
  await run(['scripts/checks/main.ts', '--report', report])
  return existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : { ...noTests, failed: 1 }
}

async function buildEditor() {
  try {
    await ensureEditorBuilt()
    return { ...noTests, passed: 1 }
  } catch (error) {
    if (!(error instanceof SetupFailure)) throw error
    console.error(error.message)
    return { ...noTests, failed: 1 }
  }
}

async function vitest() {
  const report = join(scratch, 'vitest.json')
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const code = await run(['node_modules/vitest/vitest.mjs', 'run', ...reporters, ...filters])
  const found = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : null
  for (const words of secondTries(found)) console.log(`\nPassed only when it was tried again: ${words}`)
  return tallyOfVitest(found, code)
}

function run(args) {
  return finished(spawn(nodePath, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], env: toolEnvironment() }))
}
