import type { ClientOwner, PersonId } from '@glosa/domain/model'

/**
 * Whose Yjs client ids are whose, within one text. Client ids are not authenticated by Yjs: text
 * forged under somebody's id appears under their name and makes their acknowledged words vanish.
 */
export class ClientOwners {
  readonly #used = new Map<number, PersonId>()
  readonly #handedOut = new Map<number, PersonId>()

  ownerOf(clientId: number): PersonId | null {
    return this.#used.get(clientId) ?? this.#handedOut.get(clientId) ?? null
  }

  /** The first id that somebody else may not be using; `null` when all are free for this person. */
  foreign(clientIds: readonly number[], personId: PersonId): number | null {
    for (const clientId of clientIds) {
      const owner = this.ownerOf(clientId)
      if (owner !== null && owner !== personId) return clientId
    }
    return null
  }

  /** The first person to write under an id keeps it. */
  use(clientIds: Iterable<number>, personId: PersonId): void {
    for (const clientId of clientIds) if (!this.#used.has(clientId)) this.#used.set(clientId, personId)
  }

  /** Reserves a new id for the person. @param random a source of 32-bit numbers */
  handOut(personId: PersonId, random: () => number): number {
    for (;;) {
      const clientId = random()
      if (clientId === 0 || this.ownerOf(clientId) !== null) continue
      this.#handedOut.set(clientId, personId)
      return clientId
    }
  }

  /** Forgets a reservation; an id that was written under stays bound. */
  giveBack(clientId: number): void {
    this.#handedOut.delete(clientId)
  }

  /** Takes over what a snapshot kept. */
  adopt(owners: readonly ClientOwner[]): void {
    for (const { clientId, personId } of owners) this.#used.set(clientId, personId)
  }

  /** Every id that was written under. */
  list(): ClientOwner[] {
    return Array.from(this.#used, ([clientId, personId]) => ({ clientId, personId }))
  }
}
