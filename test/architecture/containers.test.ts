import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { readConfig } from '@glosa/collab-server/config.ts'

const root = join(import.meta.dirname, '..', '..')
const read = (path: string) => readFileSync(join(root, path), 'utf8')

/** Every variable that the page of settings has, which is every one that is read. */
const known = new Set([...read('docs/configuration.md').matchAll(/^\| `([A-Z_]+)` \|/gm)].map(([, name]) => name))
const namesIn = (text: string) => [
  ...new Set([...text.matchAll(/\b((?:GLOSA|MONGODB)_[A-Z_]+|PORT|NODE_ENV)\b/g)].map(([, name]) => name)),
]

interface Service {
  readonly image: string
  readonly build?: { readonly context: string; readonly dockerfile: string }
  readonly env_file?: string
  readonly environment?: Readonly<Record<string, string>>
  readonly secrets?: readonly string[]
  readonly ports?: readonly string[]
  readonly volumes?: readonly string[]
  readonly read_only?: boolean
  readonly tmpfs?: readonly string[]
  readonly cap_drop?: readonly string[]
  readonly security_opt?: readonly string[]
  readonly stop_grace_period?: string
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>
  readonly command?: readonly string[]
  readonly healthcheck?: { readonly test: readonly string[] }
}
interface Compose {
  readonly services: Readonly<Record<string, Service>>
  readonly volumes: Readonly<Record<string, null>>
  readonly secrets?: Readonly<Record<string, { readonly file: string }>>
}
const composeOf = (path: string): Compose => parse(read(path))
const containerfile = read('docker/Containerfile')
/** Arguments of an instruction in the last stage, which is the image. */
const last = (instruction: string) =>
  [
    ...(containerfile.split(/^FROM /m).at(-1) ?? '')
      .replaceAll(/\\\n\s*/g, '')
      .matchAll(new RegExp(String.raw`^${instruction} (.+)$`, 'gm')),
  ].map(([, rest = '']) => rest)
const environment = Object.fromEntries(
  last('ENV').flatMap((line) => line.split(' ').map((pair) => pair.split('=') as [string, string])),
)
const exampleOf = (path: string) =>
  Object.fromEntries(
    read(path)
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'))
      .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  )

describe('the files for an office that runs Glosa', () => {
  it.each([
    'docker/Containerfile',
    'docker/compose.yaml',
    'docker/compose.mongodb.yaml',
    'docker/glosa.env.example',
    'docker/glosa.service',
    'docker/README.md',
  ])('[FZ7] %s names no variable that is not read', (path) => {
    expect(namesIn(read(path)).filter((name) => !known.has(name))).toEqual([])
  })

  it('[FZ7] with the secrets in their files the example is a whole configuration', () => {
    const { environment: given = {} } = composeOf('docker/compose.yaml').services['glosa'] ?? {}
    const config = readConfig({
      ...exampleOf('docker/glosa.env.example'),
      ...environment,
      // The files are the office's; their content stands in for them here.
      GLOSA_LDAP_BIND_PASSWORD: given['GLOSA_LDAP_BIND_PASSWORD_FILE'],
      GLOSA_SECRET_KEYS: `k2026:${Buffer.alloc(32, 7).toString('base64')}`,
    })
    if ('faults' in config) throw new Error(config.faults.join('; '))
    expect(config).toMatchObject({ isDemo: false, port: 3000, host: '0.0.0.0', dataDir: '/var/lib/glosa' })
    const faults = readConfig({ ...exampleOf('docker/glosa.env.example'), ...environment })
    expect('faults' in faults && faults.faults.map((fault) => fault.split(' ')[0])).toEqual([
      'GLOSA_LDAP_BIND_PASSWORD_FILE',
      'GLOSA_SECRET_KEYS_FILE',
    ])
  })

  it('[FZ7] the image runs the server as nobody in particular, and writes to its volume only', () => {
    expect(environment).toMatchObject({ NODE_ENV: 'production', PORT: '3000', GLOSA_DATA: '/var/lib/glosa' })
    expect(last('VOLUME')).toEqual([environment['GLOSA_DATA']])
    expect(last('EXPOSE')).toEqual([environment['PORT']])
    const [user = ''] = last('USER')
    expect(Number(user)).toBeGreaterThan(1000)
    expect(last('RUN').join('\n')).toContain(`--uid ${user} --home-dir ${environment['GLOSA_DATA']}`)
    expect(JSON.parse(last('CMD')[0] ?? '')).toEqual(['node', 'collab-server/main.ts'])
    expect(existsSync(join(root, 'collab-server/main.ts'))).toBe(true)
    expect(last('STOPSIGNAL')).toEqual(['SIGTERM'])
    const [, check = ''] = /CMD (\[.+\])$/.exec(last('HEALTHCHECK')[0] ?? '') ?? []
    expect((JSON.parse(check) as string[]).at(-1)).toContain('/health/ready')
    // The Node.js of the image is of the release that is pinned.
    const { dependencies }: { dependencies: { node: string } } = JSON.parse(read('package.json'))
    const [major] = dependencies.node.split('.')
    expect([...containerfile.matchAll(/^FROM node:(\d+)-/gm)].map(([, found]) => found)).toEqual([major, major])
  })

  it('[FZ7] the image is built from every workspace, and from nothing secret', () => {
    const { workspaces }: { workspaces: string[] } = JSON.parse(read('package.json'))
    for (const folder of workspaces) expect(containerfile).toContain(`COPY ${folder}/package.json ${folder}/`)
    const left = read('.dockerignore').split('\n')
    expect(left).toEqual(
      expect.arrayContaining(['.git', 'data', 'docker/secrets', 'docker/glosa.env', '**/node_modules']),
    )
  })

  it('[FZ7] compose keeps the root read-only, gives secrets as files and lets nobody past the proxy', () => {
    const { services, volumes, secrets = {} } = composeOf('docker/compose.yaml')
    const glosa = services['glosa']
    if (!glosa) throw new Error('no service')
    expect(existsSync(join(root, 'docker', glosa.build?.context ?? '', glosa.build?.dockerfile ?? ''))).toBe(true)
    expect(glosa).toMatchObject({ read_only: true, tmpfs: ['/tmp'], cap_drop: ['ALL'] })
    expect(glosa.security_opt).toEqual(['no-new-privileges:true'])
    expect(glosa.ports).toEqual([`127.0.0.1:${environment['PORT']}:${environment['PORT']}`])
    expect(glosa.volumes).toEqual([`${Object.keys(volumes)[0]}:${environment['GLOSA_DATA']}`])
    expect(Object.values(glosa.environment ?? {})).toEqual(glosa.secrets?.map((name) => `/run/secrets/${name}`))
    expect(Object.keys(secrets)).toEqual(glosa.secrets)
    const ignored = read('.gitignore').split('\n')
    for (const { file } of Object.values(secrets)) expect(ignored).toContain(`docker/${file.split('/')[0]}/`)
    expect(ignored).toContain(`docker/${glosa.env_file}`)
  })

  it('[FZ7] with MongoDB it waits for a replica set, since writes wait for a majority', () => {
    const { services, volumes } = composeOf('docker/compose.mongodb.yaml')
    const { glosa, mongodb } = services
    const config = readConfig({ ...glosa?.environment })
    if ('faults' in config) throw new Error(config.faults.join('; '))
    expect(config.storage).toMatchObject({ kind: 'mongo', blobs: 'gridfs' })
    const url = new URL(glosa?.environment?.['MONGODB_URL'] ?? '')
    expect(Object.keys(services)).toContain(url.hostname)
    const set = url.searchParams.get('replicaSet')
    expect(mongodb?.command).toEqual(expect.arrayContaining(['--replSet', set]))
    expect(mongodb?.healthcheck?.test.at(-1)).toContain(`_id: '${set}'`)
    expect(glosa?.depends_on).toEqual({ mongodb: { condition: 'service_healthy' } })
    expect(mongodb?.volumes).toEqual([`${Object.keys(volumes)[0]}:/data/db`])
  })

  it('[FZ7] the unit of systemd runs the pinned Node.js, keeps secrets as credentials, and writes to its folder only', () => {
    const unit = read('docker/glosa.service')
    expect(unit).toContain('\nExecStart=/opt/glosa/node_modules/.bin/node collab-server/main.ts\n')
    expect(unit).toContain('\nEnvironment=NODE_ENV=production GLOSA_DATA=/var/lib/glosa\n')
    for (const line of ['StateDirectory=glosa', 'ProtectSystem=strict', 'KillSignal=SIGTERM', 'User=glosa'])
      expect(unit).toContain(`\n${line}\n`)
    const credentials = [...unit.matchAll(/^LoadCredential=(\w+):/gm)].map(([, name]) => name)
    const used = [...unit.matchAll(/^# (GLOSA_\w+_FILE)=\/run\/credentials\/glosa\.service\/(\w+)$/gm)]
    expect(used.map(([, , name]) => name)).toEqual(credentials)
    // Glosa answers requests that are open within two seconds, and flushes; the rest is reserve.
    expect(Number(/^TimeoutStopSec=(\d+)$/m.exec(unit)?.[1])).toBeGreaterThanOrEqual(10)
  })
})
