// npm run bench [-- NAME --json]: the benchmarks of test/bench, on the pinned Node.js.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { ensureInstalled, runMain, runNode } from './setup.mjs'

/** One of the peers needs a pre-release of Yjs 14 and therefore has a folder of its own. */
function ensurePeers() {
  const folder = fileURLToPath(new URL('../test/bench/ywebsocket', import.meta.url))
  if (existsSync(`${folder}/node_modules`)) return
  const { status } = spawnSync('npm', ['install', '--no-save'], { cwd: folder, stdio: 'inherit' })
  if (status !== 0) throw new Error('the peers of the benchmarks could not be installed')
}

await runMain(async () => {
  await ensureInstalled()
  ensurePeers()
  return runNode(['test/bench/main.ts', ...process.argv.slice(2)])
})
