import type {
  Instant,
  JsonObject,
  MaterialLog,
  OpaqueId,
  Projections,
  BlobStore,
  MaterialId,
  Sha256,
  FrozenVersion,
  PrintFinding,
  RecordsFileRole,
} from '@glosa/domain/model'
import type { Announcer, LiveBodies } from './ports.ts'
import type { Materials } from './materials.ts'
import type { SettingsOfOffice } from './officeSettings.ts'
import type { Texts } from './texts.ts'
import type { Meetings } from './meetings/meetings.ts'
import type { Readings } from './readings.ts'

/** Everything a command may touch. Time, ids and the outside world are given to it. */
export interface CommandContext {
  readonly materials: Materials
  readonly materialLog: MaterialLog
  readonly meetings: Meetings
  readonly readings: Readings
  readonly projections: Projections
  readonly blobs: BlobStore
  readonly live: LiveBodies
  readonly texts: Texts
  readonly settings: SettingsOfOffice
  readonly announcer: Announcer
  readonly now: () => Instant
  readonly newId: <T extends OpaqueId>() => T
  /** Names of the records systems that every locked version goes to. */
  readonly deliveryTargets: readonly string[]
  /** Characters and pictures that the printed version cannot show, with their places. */
  readonly findUnshowable: (version: FrozenVersion) => Promise<readonly PrintFinding[]>
  /** Which blob of a package is its file of this role, by its manifest; `null` when it has none. */
  readonly fileIn: (manifest: Uint8Array, role: RecordsFileRole) => Sha256 | null
  /** The first text of a part made from a template. */
  readonly templateDoc: (template: string, kind: string) => JsonObject
  /** Called when a list could not be updated; the repairing worker does it later. */
  readonly projectionFailed: (materialId: MaterialId, error: unknown) => void
}
