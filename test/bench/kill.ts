import * as Y from 'yjs'
import { hocuspocusDialect } from './dialect.ts'
import { foundMaterial, newDataDir, removeDataDir, signInAs, startGlosa } from './glosaServer.ts'
import { connectLoadClient, type LoadClient } from './loadClient.ts'
import { wait } from './typing.ts'

const typists = 20

/** Kills the server while people type, again and again, and looks for every acknowledged letter. */
export async function measureKill(kills: number): Promise<Record<string, unknown>> {
  const dataDir = await newDataDir()
  let acknowledged = 0
  let lost = 0
  try {
    let server = await startGlosa(dataDir)
    const drafter = await signInAs(server, 'svobodova')
    const { materialId, bodyIds } = await foundMaterial(drafter)
    const bodyId = bodyIds[0]
    if (!bodyId) throw new RangeError('a new material has texts')
    const connect = (cookie: string, onAck?: () => void): Promise<LoadClient> =>
      connectLoadClient({
        url: `ws://127.0.0.1:${server.port}/rooms/${materialId}`,
        dialect: hocuspocusDialect(`${materialId}.${bodyId}`, ''),
        cookie,
        waitsForClientId: true,
        syncs: true,
        ...(onAck ? { onAck } : {}),
      })

    for (let kill = 0; kill < kills; kill++) {
      const { cookie } = await signInAs(server, 'svobodova')
      const known = new Map<number, number>()
      const stops: (() => void)[] = []
      for (let index = 0; index < typists; index++) {
        const inFlight: number[] = []
        let client: LoadClient | null = null
        client = await connect(cookie, () => {
          const clock = inFlight.shift()
          if (client && clock !== undefined) {
            known.set(client.clientId, clock)
            acknowledged++
          }
        })
        stops.push(typeInto(client, inFlight))
      }
      await wait(700 + (kill % 7) * 130)
      await server.kill()
      for (const stop of stops) stop()
      server = await startGlosa(dataDir)
      const again = await signInAs(server, 'svobodova')
      const reader = await connect(again.cookie)
      for (const [clientId, clock] of known) {
        const kept = Y.getState(reader.ydoc.store, clientId)
        if (kept < clock) lost += clock - kept
      }
      reader.close()
    }
    await server.stop()
    return { kills, acknowledged, lost }
  } finally {
    await removeDataDir(dataDir)
  }
}

/** Types five letters a second and notes the clock after each. */
function typeInto(client: LoadClient, inFlight: number[]): () => void {
  const { ydoc } = client
  const text = new Y.XmlText()
  ydoc.on('update', (update: Uint8Array) => {
    if (!client.isOpen()) return
    inFlight.push(Y.getState(ydoc.store, ydoc.clientID))
    client.send(update)
  })
  ydoc.transact(() => {
    const paragraph = new Y.XmlElement('paragraph')
    paragraph.insert(0, [text])
    ydoc.getXmlFragment('body').push([paragraph])
    text.insert(0, 'x')
  })
  const timer = setInterval(() => text.insert(text.length, 'y'), 200)
  return () => clearInterval(timer)
}
