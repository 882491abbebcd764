import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { demoPeople } from '@glosa/auth/demo'
import type { BodyId, MaterialId } from '@glosa/domain/model'
import { stopped, type Peer } from './startPeer.ts'

/** A Glosa process with embedded defaults. */
export interface GlosaServer extends Peer {
  readonly dataDir: string
  readonly url: string
  /** Ends it at once, as a power cut would. */
  kill(): Promise<void>
}

/** Starts Glosa as `npm start` does, on a port of the system's choice. */
export async function startGlosa(dataDir: string, env: Record<string, string> = {}): Promise<GlosaServer> {
  const main = join(import.meta.dirname, '..', '..', 'collab-server', 'main.ts')
  const child = spawn(process.execPath, ['--no-warnings', main], {
    env: {
      ...process.env,
      NODE_ENV: 'development',
      PORT: '0',
      GLOSA_DATA: dataDir,
      GLOSA_LOG_LEVEL: 'warn',
      GLOSA_REQUEST_BURST: '100000',
      GLOSA_REQUESTS_PER_SECOND: '100000',
      GLOSA_ROOM_LIMITS: 'bench',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const port = await new Promise<number>((resolve, reject) => {
    let text = ''
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString()
      const match = /ready at http:\/\/localhost:(\d+)/.exec(text)
      if (match) resolve(Number(match[1]))
    })
    child.once('exit', (code) => reject(new Error(`Glosa ended with ${code}`)))
  })
  return {
    pid: child.pid ?? 0,
    port,
    dataDir,
    url: `http://127.0.0.1:${port}`,
    stop: () => stopped(child, 'SIGTERM'),
    kill: () => stopped(child, 'SIGKILL'),
  }
}

export const newDataDir = (): Promise<string> => mkdtemp(join(tmpdir(), 'glosa-bench-'))
export const removeDataDir = (dataDir: string): Promise<void> => rm(dataDir, { recursive: true, force: true })

/** A signed-in person with the cookies to send. */
export interface SignedIn {
  readonly login: string
  readonly cookie: string
  call(method: string, path: string, body?: unknown): Promise<Record<string, unknown>>
}

/** Signs somebody in; people of the demo office have their public password. */
export async function signInAs(
  server: GlosaServer,
  login: string,
  password = demoPeople.find((person) => person.login === login)?.password ?? '',
): Promise<SignedIn> {
  const response = await fetch(`${server.url}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login, password }),
  })
  if (!response.ok) throw new Error(`sign-in of ${login}: ${response.status} ${await response.text()}`)
  return signedInBy(server, login, response)
}

/** Goes on with a session as the pages do: its cookies serve five minutes. */
export async function renewed(server: GlosaServer, { login, cookie }: SignedIn): Promise<SignedIn> {
  const response = await fetch(`${server.url}/api/v1/session/refresh`, { method: 'POST', headers: { cookie } })
  if (!response.ok) throw new Error(`session of ${login}: ${response.status} ${await response.text()}`)
  return signedInBy(server, login, response)
}

function signedInBy(server: GlosaServer, login: string, response: Response): SignedIn {
  const cookie = response.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
  return {
    login,
    cookie,
    async call(method, path, body) {
      const answer = await fetch(`${server.url}/api/v1${path}`, {
        method,
        headers: { cookie, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      const text = await answer.text()
      if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`)
      return text ? (JSON.parse(text) as Record<string, unknown>) : {}
    },
  }
}

/** A material with one text that everybody of the office may edit. */
export async function foundMaterial(
  drafter: SignedIn,
): Promise<{ readonly materialId: MaterialId; readonly bodyIds: BodyId[] }> {
  const view = await drafter.call('POST', '/materials', { title: 'Měření', template: 'council-material' })
  const parts = view['parts'] as { bodyId: BodyId }[]
  return { materialId: view['id'] as MaterialId, bodyIds: parts.map(({ bodyId }) => bodyId) }
}
