import {
  canonicalJson,
  materialShownTo,
  settlementTableOf,
  type Actor,
  type Material,
  type SettlementTable,
  type Sha256,
} from '@glosa/domain/model'
import type { CommandContext } from '../context.ts'
import { sha256Of } from '../hashRecord.ts'
import { placesOf } from './placesOf.ts'

/** A settlement table, its canonical JSON, and the SHA-256 of that. */
export interface TableRead {
  readonly table: SettlementTable
  readonly json: string
  readonly hash: Sha256
}

/**
 * The settlement table of a material as the actor may see it.
 * @param round number of the round it is limited to; `null` for all
 */
export async function readTable(
  context: Pick<CommandContext, 'blobs' | 'live' | 'now'>,
  actor: Actor,
  material: Material,
  round: number | null,
): Promise<TableRead> {
  const shown = materialShownTo(actor, material)
  const places = await placesOf(context, shown, shown.comments.values())
  const table = settlementTableOf(shown, { round, places, now: context.now() })
  const json = canonicalJson(table)
  return { table, json, hash: sha256Of(json) }
}
