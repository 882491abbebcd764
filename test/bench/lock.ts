import type { BodyId, MaterialId } from '@glosa/domain/model'
import * as Y from 'yjs'
import { demoPeople } from '@glosa/auth/demo'
import { hocuspocusDialect } from './dialect.ts'
import { foundMaterial, newDataDir, removeDataDir, signInAs, startGlosa, type GlosaServer } from './glosaServer.ts'
import { connectLoadClient, type LoadClient } from './loadClient.ts'
import { round } from './measureProcess.ts'
import { wait } from './typing.ts'

interface Typist {
  readonly client: LoadClient
  readonly letters: Y.XmlText
  /** Letters typed so far: each is a number that says which. */
  typed: string[]
  acknowledged: number
  stop(): void
}

/** Locks while people type: the version must hold exactly what was acknowledged. */
export async function measureLock(typists: number): Promise<Record<string, unknown>> {
  const dataDir = await newDataDir()
  const server = await startGlosa(dataDir)
  try {
    return await lockOn(server, typists)
  } finally {
    await server.stop()
    await removeDataDir(dataDir)
  }
}

async function lockOn(server: GlosaServer, count: number): Promise<Record<string, unknown>> {
  const drafter = await signInAs(server, 'svobodova')
  const secretary = await signInAs(server, demoPeople.find(({ roles }) => roles.includes('secretary'))?.login ?? '')
  const { materialId, bodyIds } = await foundMaterial(drafter)
  const bodyId = bodyIds[0]
  if (!bodyId) throw new RangeError('a new material has texts')
  const { people } = (await drafter.call('GET', '/directory')) as { people: { id: string; displayName: string }[] }
  const guest = people.find(({ displayName }) => displayName !== 'Šárka Svobodová')
  await drafter.call('POST', `/materials/${materialId}/invitations`, { right: 'comment', personId: guest?.id })
  await drafter.call('POST', `/materials/${materialId}/round`, { closesAt: Date.now() + 3_600_000 })
  await drafter.call('POST', `/materials/${materialId}/round/close`)

  let announcedAt = 0
  const onStateless = (json: string) => {
    if (announcedAt === 0 && json.includes('"material-locked"')) announcedAt = performance.now()
  }
  const all: Typist[] = []
  for (let index = 0; index < count; index++)
    all.push(await typist(server, drafter.cookie, materialId, bodyId, onStateless))
  await wait(3_000)
  const startedAt = performance.now()
  const answer = await secretary.call('POST', `/materials/${materialId}/lock`)
  await wait(1_500)
  for (const { stop } of all) stop()
  const version = await (
    await fetch(`${server.url}/api/v1/materials/${materialId}/versions/${String(answer['version'])}`, {
      headers: { cookie: drafter.cookie },
    })
  ).text()
  let violations = 0
  for (const { typed, acknowledged } of all) {
    const expected = typed.slice(0, acknowledged)
    // Every acknowledged word is there, no later one is.
    violations += expected.filter((word) => !version.includes(word)).length
    violations += typed.slice(acknowledged).filter((word) => version.includes(word)).length
  }
  return {
    typists: count,
    lockMs: round(announcedAt - startedAt),
    violations,
    acknowledged: all.reduce((sum, { acknowledged }) => sum + acknowledged, 0),
    typed: all.reduce((sum, { typed }) => sum + typed.length, 0),
  }
}

let nextWord = 0

async function typist(
  server: GlosaServer,
  cookie: string,
  materialId: MaterialId,
  bodyId: BodyId,
  onStateless: (json: string) => void,
): Promise<Typist> {
  const letters = new Y.XmlText()
  let self: Typist | null = null
  const client = await connectLoadClient({
    url: `ws://127.0.0.1:${server.port}/rooms/${materialId}`,
    dialect: hocuspocusDialect(`${materialId}.${bodyId}`, ''),
    cookie,
    waitsForClientId: true,
    syncs: true,
    onStateless,
    onAck: (ok) => {
      if (ok && self) self.acknowledged++
    },
  })
  const { ydoc } = client
  const word = () => `w${(nextWord++).toString(36).padStart(6, '0')}z`
  const typed: string[] = []
  ydoc.on('update', (update: Uint8Array) => client.isOpen() && client.send(update))
  const first = word()
  typed.push(first)
  ydoc.transact(() => {
    const paragraph = new Y.XmlElement('paragraph')
    paragraph.insert(0, [letters])
    ydoc.getXmlFragment('body').push([paragraph])
    letters.insert(0, first)
  })
  const timer = setInterval(() => {
    if (!client.isOpen()) return
    const next = word()
    typed.push(next)
    letters.insert(letters.length, next)
  }, 200)
  self = { client, letters, typed, acknowledged: 0, stop: () => clearInterval(timer) }
  return self
}
