import { isSealedBody, type BodyId, type Material, type MaterialId, type PersonId } from '@glosa/domain/model'
import type { BodyState, ClosedGate } from '../commands/ports.ts'
import type { RoomClock } from './clock.ts'
import type { LiveText } from './liveText.ts'
import type { RoomRegistry } from './registry.ts'
import type { Room } from './room.ts'
import type { RoomJournal } from './setting.ts'

const askAgainMs = 1_000

/** Closes all texts of a material at once, one closing per material at a time. */
export class Gates {
  readonly #registry: RoomRegistry
  readonly #clock: RoomClock
  readonly #waitMs: number
  readonly #log: RoomJournal
  readonly #material: (materialId: MaterialId) => Promise<Material | null>
  readonly #turns = new Map<MaterialId, Promise<void>>()

  constructor(
    registry: RoomRegistry,
    clock: RoomClock,
    waitMs: number,
    log: RoomJournal,
    material: (materialId: MaterialId) => Promise<Material | null>,
  ) {
    this.#registry = registry
    this.#clock = clock
    this.#waitMs = waitMs
    this.#log = log
    this.#material = material
  }

  /** @throws when the gate rows do not become durable in time; the gate is open again then */
  async close(materialId: MaterialId, bodyIds: readonly BodyId[], personId: PersonId): Promise<ClosedGate> {
    const endTurn = await this.#takeTurn(materialId)
    const rooms: Room[] = []
    const over = () => {
      for (const room of rooms.splice(0)) this.#registry.release(room)
      endTurn()
    }
    try {
      for (const bodyId of bodyIds) rooms.push(await this.#registry.hold(materialId, bodyId))
      const texts = new Map<BodyId, { readonly room: Room; readonly text: LiveText }>()
      for (const room of rooms) if (room.text && room.bodyId) texts.set(room.bodyId, { room, text: room.text })
      if ([...texts.values()].some(({ text }) => text.gate === 'sealed')) {
        const cut = new Map([...texts].map(([bodyId, { text }]) => [bodyId, text.state()] as const))
        over()
        return { cut, reopen: async () => {}, seal: () => {} }
      }
      const closing = closeAll(texts, personId)
      return this.#gate(materialId, personId, [...texts.values()], await this.#inTime(closing, texts, personId), over)
    } catch (error) {
      over()
      throw error
    }
  }

  #gate(
    materialId: MaterialId,
    personId: PersonId,
    texts: readonly { readonly room: Room; readonly text: LiveText }[],
    cut: ReadonlyMap<BodyId, BodyState>,
    over: () => void,
  ): ClosedGate {
    let decided = false
    const decide = () => {
      if (decided) return false
      decided = true
      return true
    }
    const seal = () => {
      for (const { text } of texts) text.seal()
      over()
    }
    const settle = async (): Promise<void> => {
      // The lock may have happened although its answer was lost: only the history knows.
      const material = await this.#material(materialId).catch((error: unknown) => {
        this.#log.error({ event: 'gate-unsettled', materialId, error: String(error) }, 'the gate stays closed for now')
        return undefined
      })
      if (material === undefined) {
        this.#clock.after(askAgainMs, () => void settle())
      } else if (material && texts.every(({ room }) => room.bodyId && isSealedBody(material, room.bodyId))) {
        seal()
      } else {
        const opened = openAll(texts, personId)
        over()
        await opened.catch((error: unknown) => {
          this.#log.warn({ event: 'gate-lost', materialId, error: String(error) }, 'the gate was not opened here')
        })
      }
    }
    return {
      cut,
      reopen: async () => {
        if (decide()) await settle()
      },
      seal: () => {
        if (decide()) seal()
      },
    }
  }

  async #inTime(
    closing: Promise<ReadonlyMap<BodyId, BodyState>>,
    texts: ReadonlyMap<BodyId, { readonly room: Room; readonly text: LiveText }>,
    personId: PersonId,
  ): Promise<ReadonlyMap<BodyId, BodyState>> {
    let cancel = () => {}
    const late = new Promise<never>((_resolve, reject) => {
      cancel = this.#clock.after(this.#waitMs, () => reject(new Error('storage does not answer')))
    })
    try {
      return await Promise.race([closing, late])
    } catch (error) {
      openAll([...texts.values()], personId).catch((lost: unknown) =>
        this.#log.warn({ event: 'gate-lost', error: String(lost) }, 'the gate was not opened here'),
      )
      throw error
    } finally {
      cancel()
    }
  }

  /** Waits for the closing before this one to be decided. @returns ends the turn */
  async #takeTurn(materialId: MaterialId): Promise<() => void> {
    const before = this.#turns.get(materialId)
    const { promise, resolve } = Promise.withResolvers<void>()
    const turn = (before ?? Promise.resolve()).then(() => promise)
    this.#turns.set(materialId, turn)
    await before
    return () => {
      resolve()
      if (this.#turns.get(materialId) === turn) this.#turns.delete(materialId)
    }
  }
}

/**
 * Closes every text. All of it up to the first `await` of the caller is one synchronous step: an
 * `await` between two texts would let a keystroke into one that is missing from the version.
 */
function closeAll(
  texts: ReadonlyMap<BodyId, { readonly room: Room; readonly text: LiveText }>,
  personId: PersonId,
): Promise<ReadonlyMap<BodyId, BodyState>> {
  const cuts: Promise<readonly [BodyId, BodyState]>[] = []
  for (const [bodyId, { text }] of texts) cuts.push(text.closeGate(personId).then((state) => [bodyId, state] as const))
  for (const { room } of texts.values()) room.tell({ type: 'gate', closed: true })
  return Promise.all(cuts).then((states) => new Map(states))
}

async function openAll(
  texts: readonly { readonly room: Room; readonly text: LiveText }[],
  personId: PersonId,
): Promise<void> {
  const opened = texts.map(({ text }) => text.openGate(personId))
  for (const { room } of texts) room.tell({ type: 'gate', closed: false })
  await Promise.all(opened)
}
