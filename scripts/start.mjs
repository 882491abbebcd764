// npm start: install, build the editor, run the server until Ctrl+C.
import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { join } from 'node:path'
import { ensureEditorBuilt } from './buildEditor.mjs'
import { ensureInstalled, nodePath, root, runMain, toolEnvironment } from './setup.mjs'

/** One Ctrl+C arrives from the terminal and again through npm; a second one within this span is the same. */
const sameSignalMs = 1_000

const orphanCheckMs = 250

await runMain(async () => {
  await ensureInstalled()
  await ensureEditorBuilt()
  return runServer()
})

function runServer() {
  const { PORT = '3000', GLOSA_DATA = join(root, 'data') } = process.env
  console.log('Starting …')
  const server = spawn(nodePath, ['collab-server/main.ts'], {
    cwd: root,
    env: { ...toolEnvironment(), PORT, GLOSA_DATA },
    stdio: ['ignore', 'inherit', 'inherit'],
    // A process group of its own: Ctrl+C reaches the server once, from here, and not also from the terminal.
    detached: process.platform !== 'win32',
  })
  const forwardedAt = new Map()
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
    process.on(signal, () => {
      const now = performance.now()
      if (now - (forwardedAt.get(signal) ?? -Infinity) < sameSignalMs) return
      forwardedAt.set(signal, now)
      server.kill(signal === 'SIGHUP' ? 'SIGTERM' : signal)
    })
  // `kill` on npm ends the shell that npm put between it and us, and we are not told: we are only orphaned.
  const parent = process.ppid
  const watch = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(watch)
    process.emit('SIGTERM')
  }, orphanCheckMs)
  watch.unref()
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.once('close', (code, signal) => resolve(code ?? 128 + constants.signals[signal]))
  })
}
