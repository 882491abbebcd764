import type { Announcement } from '@glosa/domain/contract'
import type { Actor } from '@glosa/domain/model'
import type { Connection } from '@hocuspocus/server'

/** A guest as the room sees it: somebody with a socket, a right and a place in the text. */
export interface RoomGuest {
  readonly phase: string
  readonly actor: Actor | null
  readonly connection: Connection | null
  mayEdit: boolean
  busy: boolean
  undrainedAllowance: number
  send(frame: Uint8Array): void
  tell(announcement: Announcement): void
  end(code: number, reason: string): void
  resume(): void
  mayUpdate(): boolean
}
