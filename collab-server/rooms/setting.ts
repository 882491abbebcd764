import type { BodyLog, MaterialId, RefusalCode, SessionId } from '@glosa/domain/model'
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import type { Admission } from '../commands/ports.ts'
import type { RoomClock } from './clock.ts'
import type { RoomLimits } from './limits.ts'

type LogLine = (facts: Readonly<Record<string, unknown>>, message: string) => void

/** Where rooms write what an operator should know: ids and codes, never text. */
export interface RoomJournal {
  readonly info: LogLine
  readonly warn: LogLine
  readonly error: LogLine
}

/** What rooms count, for whoever wants to draw it. */
export interface RoomMetrics {
  /** So many rows became durable with one append. */
  committed(rows: number): void
  refused(code: RefusalCode): void
  /** Storage stopped (true) or resumed (false) answering for one text. */
  outage(began: boolean): void
}

/** Everything that rooms are given. */
export interface RoomsSetting {
  readonly bodyLog: BodyLog
  readonly admission: Admission
  readonly log: RoomJournal
  readonly randomBytes: (size: number) => Uint8Array
  /** Whether a socket with these headers comes from our own pages. */
  readonly originAllowed: (headers: IncomingHttpHeaders) => boolean
  readonly clock?: RoomClock
  readonly limits?: Partial<RoomLimits>
  readonly metrics?: RoomMetrics
  /** Called after rows of a text became durable; must not throw. */
  readonly textChanged?: (materialId: MaterialId) => void
  /** The network address to count sockets by, when a proxy stands before this server. */
  readonly addressOf?: (request: IncomingMessage) => string
  /** Whether a session is still open, for revocations and expiry that nobody announced here. */
  readonly sessionOpen?: (sessionId: SessionId) => Promise<boolean | 'suspended'>
}
