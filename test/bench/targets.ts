import { join } from 'node:path'
import type { BodyId, MaterialId } from '@glosa/domain/model'
import { hocuspocusDialect, ywebsocketDialect } from './dialect.ts'
import { foundMaterial, newDataDir, removeDataDir, signInAs, startGlosa, type SignedIn } from './glosaServer.ts'
import { connectLoadClient, type LoadClient, type LoadClientOptions } from './loadClient.ts'
import { startPeer } from './startPeer.ts'

export type TargetName = 'glosa' | 'hocuspocus' | 'ywebsocket' | 'relay' | 'keepingRelay'

type Listeners = Pick<LoadClientOptions, 'onUpdate' | 'onAck' | 'onStateless' | 'onClose' | 'leavesState'>

/** A server under load, all of them used alike. */
export interface Target {
  readonly name: TargetName
  readonly pid: number
  /** Connects to the text number `room`. */
  connect(room: number, listeners?: Listeners): Promise<LoadClient>
  stop(): Promise<void>
}

/** How a target is set up. */
export interface TargetWish {
  readonly rooms: number
  /** File with the first state of every document, for the peers. */
  readonly seedFile?: string
  /** Fills Glosa's storage before it starts. */
  readonly seedGlosa?: (dataDir: string) => Promise<readonly { materialId: MaterialId; bodyId: BodyId }[]>
}

/** Starts one of the servers. */
export async function startTarget(name: TargetName, wish: TargetWish): Promise<Target> {
  if (name === 'glosa') return startGlosaTarget(wish)
  const script = name === 'ywebsocket' ? join('ywebsocket', 'server.mjs') : join('peers', `${name}.ts`)
  const peer = await startPeer(script, wish.seedFile ? { SEED: wish.seedFile } : {})
  return {
    name,
    pid: peer.pid,
    connect: (room, listeners = {}) =>
      connectLoadClient({
        url: name === 'hocuspocus' ? `ws://127.0.0.1:${peer.port}` : `ws://127.0.0.1:${peer.port}/room${room}`,
        dialect: name === 'hocuspocus' ? hocuspocusDialect(`room${room}`) : ywebsocketDialect(),
        waitsForClientId: false,
        syncs: name === 'hocuspocus' || name === 'ywebsocket',
        ...listeners,
      }),
    stop: () => peer.stop(),
  }
}

async function startGlosaTarget(wish: TargetWish): Promise<Target> {
  const dataDir = await newDataDir()
  const seeded = (await wish.seedGlosa?.(dataDir)) ?? null
  const server = await startGlosa(dataDir)
  const people: SignedIn[] = []
  const places: { materialId: MaterialId; bodyId: BodyId }[] = seeded ? [...seeded] : []
  // Everybody of the unit that leads may write; a few people carry all the sockets.
  const drafter = await signInAs(server, 'svobodova')
  people.push(drafter)
  while (places.length < wish.rooms) {
    const { materialId, bodyIds } = await foundMaterial(drafter)
    for (const bodyId of bodyIds) if (places.length < wish.rooms) places.push({ materialId, bodyId })
  }
  let next = 0
  return {
    name: 'glosa',
    pid: server.pid,
    connect(room, listeners = {}) {
      const place = places[room % places.length]
      const person = people[next++ % people.length]
      if (!place || !person) throw new RangeError(`there is no room ${room}`)
      return connectLoadClient({
        url: `ws://127.0.0.1:${server.port}/rooms/${place.materialId}`,
        dialect: hocuspocusDialect(`${place.materialId}.${place.bodyId}`, ''),
        cookie: person.cookie,
        waitsForClientId: true,
        syncs: true,
        ...listeners,
      })
    },
    async stop() {
      await server.stop()
      await removeDataDir(dataDir)
    },
  }
}
