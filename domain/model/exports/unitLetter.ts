import type { Instant } from '../time.ts'
import type { TableRow } from './settlementTable.ts'

/** The official set of one unit in one round, to be sent to whoever asked the office. */
export interface UnitLetter {
  readonly officeName: string
  readonly unitName: string
  readonly number: string
  readonly documentReference: string | null
  readonly fileReference: string | null
  readonly title: string
  readonly round: number
  /** Whether the unit has not sent it yet. */
  readonly isDraft: boolean
  /** Who sent it for the unit; `null` for a draft, and where everybody lodges directly. */
  readonly signedBy: { readonly name: string; readonly standingFor: string | null; readonly at: Instant } | null
  /** Stands in the file as the time of making. */
  readonly asOf: Instant
  readonly rows: readonly TableRow[]
}
