import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root, runNode, seconds, SetupFailure } from './setup.mjs'

const editor = join(root, 'editor')
const stampPath = join(editor, 'dist', '.glosa-stamp')
const skipped = new Set(['dist', 'node_modules'])

/**
 * Builds the web application into editor/dist, unless what lies there was built from the same sources.
 *
 * The sources are the editor, the domain it shares with the server, and the lock file. Throws SetupFailure when the
 * build fails.
 */
export async function ensureEditorBuilt() {
  if (!existsSync(join(editor, 'index.html'))) throw new SetupFailure('editor/index.html is missing: nothing to build.')
  const stamp = hashOfSources()
  if (existsSync(stampPath) && readFileSync(stampPath, 'utf8') === stamp) return
  console.log('Building the editor …')
  const startedAt = performance.now()
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js')
  const code = await runNode([vite, 'build', '--logLevel', 'warn'], { cwd: editor })
  if (code !== 0) throw new SetupFailure(`The editor could not be built (exit code ${code}); the messages are above.`)
  writeFileSync(stampPath, stamp)
  console.log(`Built in ${seconds(performance.now() - startedAt)}.`)
}

function hashOfSources() {
  const hash = createHash('sha256')
  for (const path of [...filesUnder(editor), ...filesUnder(join(root, 'domain')), join(root, 'package-lock.json')])
    hash.update(path.slice(root.length)).update('\0').update(readFileSync(path)).update('\0')
  return hash.digest('hex')
}

function filesUnder(folder) {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))
  return entries.flatMap((entry) => {
    if (skipped.has(entry.name) || /\.test\.tsx?$/.test(entry.name)) return []
    const path = join(folder, entry.name)
    return entry.isDirectory() ? filesUnder(path) : [path]
  })
}
