// npm run build: what npm start does before it starts the server, for containers and installed copies.
import { ensureEditorBuilt } from './buildEditor.mjs'
import { ensureInstalled, runMain } from './setup.mjs'

await runMain(async () => {
  await ensureInstalled()
  await ensureEditorBuilt()
})
