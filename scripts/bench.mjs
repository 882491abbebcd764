// npm run bench [-- NAME --json]: the benchmarks of test/bench, on the pinned Node.js.
import { ensureInstalled, runMain, runNode } from './setup.mjs'

await runMain(async () => {
  await ensureInstalled()
  return runNode(['test/bench/main.ts', ...process.argv.slice(2)])
})
