// npm run check [-- STEP …]: everything that can be checked without running the product.
import { ensureInstalled, runMain, runNode } from './setup.mjs'

await runMain(async () => {
  await ensureInstalled()
  return runNode(['scripts/checks/main.ts', ...process.argv.slice(2)])
})
