import { execFile, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const root = fileURLToPath(new URL('../..', import.meta.url))
const binary = join(root, '.cache', 'ferretdb', 'ferretdb-v1.24.0')

/** A database for tests. */
export interface RunningDatabase {
  readonly url: string
  stop(): Promise<void>
}

/**
 * The database of `MONGODB_URL` if that is set; else a FerretDB of its own on a loopback port that the system picks,
 * with its data in a temporary folder. Builds FerretDB when it is not there yet, which takes minutes.
 */
export async function startFerretDb(): Promise<RunningDatabase> {
  const given = process.env['MONGODB_URL']
  if (given) return { url: given, stop: async () => undefined }
  await promisify(execFile)(process.execPath, [join(root, 'scripts', 'build-ferretdb.mjs')])
  const folder = await mkdtemp(join(tmpdir(), 'glosa-ferretdb-'))
  const server = spawn(
    binary,
    [
      '--handler=sqlite',
      `--sqlite-url=file:${folder}/`,
      `--state-dir=${folder}`,
      '--listen-addr=127.0.0.1:0',
      '--debug-addr=-',
      '--telemetry=disable',
      '--log-format=json',
    ],
    { stdio: ['ignore', 'ignore', 'pipe'], cwd: folder, env: { ...process.env, DO_NOT_TRACK: '1' } },
  )
  // Its data are thrown away: it need not wait for connections.
  const kill = () => void server.kill('SIGKILL')
  process.once('exit', kill)
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()))
  const port = await new Promise<number>((resolve, reject) => {
    let log = ''
    server.once('error', reject)
    server.once('exit', () => reject(new Error(`FerretDB ended: ${log.slice(-2_000)}`)))
    server.stderr.on('data', (data: Buffer) => {
      if (log.length > 100_000) return
      log += data.toString()
      const match = /[Ll]istening on TCP[^\n]*?127\.0\.0\.1:(\d+)/.exec(log)
      if (match) resolve(Number(match[1]))
    })
  })
  return {
    url: `mongodb://127.0.0.1:${port}/`,
    async stop() {
      process.off('exit', kill)
      kill()
      await ended
      await rm(folder, { recursive: true, force: true })
    },
  }
}
