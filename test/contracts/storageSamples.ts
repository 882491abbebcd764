import { createHash, randomUUID } from 'node:crypto'
import { instant } from '@glosa/domain/model'
import type {
  OpaqueId,
  BodyRow,
  MaterialCard,
  MaterialId,
  MaterialRecord,
  OfficeEvent,
  OfficeRecord,
  Person,
  PersonId,
  SessionId,
  SessionRow,
  Sha256,
  Unit,
  UnitId,
} from '@glosa/domain/model'

/** Sample values for the storage contract; ids are new each time, so that tests of one storage do not meet. */

export const newId = <Id extends OpaqueId>(): Id => randomUUID().replaceAll('-', '').slice(0, 20) as Id

export const jana = 'demo:jana' as PersonId
export const petr = 'demo:petr' as PersonId
export const finance = 'demo:finance' as UnitId
export const noon = instant(1_795_000_000_000)

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)

export const update = (text: string, personId = jana): BodyRow => ({
  kind: 'update',
  personId,
  at: noon,
  payload: bytesOf(text),
})

/** The texts of update rows, the kinds of all others. */
export const textsOf = (rows: readonly BodyRow[]): string[] =>
  rows.map((row) => (row.kind === 'update' ? new TextDecoder().decode(row.payload) : row.kind))

export function record(materialId: MaterialId, sequence: number, title = `Název ${sequence}`): MaterialRecord {
  const hash = createHash('sha256').update(`${materialId}/${sequence}/${title}`).digest('hex') as Sha256
  return {
    materialId,
    sequence,
    at: instant(noon + sequence),
    by: { personId: jana, displayName: 'Jana Žáčková', unitId: finance, unitName: 'Odbor financí' },
    events: [{ type: 'material-renamed', title }],
    previous: sequence === 1 ? null : ('0'.repeat(64) as Sha256),
    hash,
  }
}

export function officeRecord(log: string, sequence: number, title = `Název ${sequence}`): OfficeRecord {
  const hash = createHash('sha256').update(`${log}/${sequence}/${title}`).digest('hex') as Sha256
  const event: OfficeEvent & { readonly title: string } = { type: 'meeting-renamed', title }
  return {
    log,
    sequence,
    at: instant(noon + sequence),
    by: { personId: jana, displayName: 'Jana Žáčková', unitId: finance, unitName: 'Odbor financí' },
    events: [event],
    previous: sequence === 1 ? null : ('0'.repeat(64) as Sha256),
    hash,
  }
}

export function card(changes: Partial<MaterialCard> = {}): MaterialCard {
  return {
    materialId: newId<MaterialId>(),
    sequence: 1,
    number: 'MAT/1/2026',
    title: 'Rozpočtové opatření č. 5',
    state: 'draft',
    drafterName: 'Jana Žáčková',
    leadUnitName: 'Odbor financí',
    closesAt: null,
    comments: 0,
    unsettled: 0,
    essential: 0,
    versions: 0,
    updatedAt: noon,
    audience: [`p:${jana}`],
    tasks: [],
    deliveryDueAt: null,
    roundDueAt: null,
    searchText: 'rozpoctove opatreni c. 5 mat/1/2026 jana zackova odbor financi',
    ...changes,
  }
}

export const person = (id: PersonId, displayName: string): Person => ({
  id,
  login: displayName.toLowerCase(),
  displayName,
  email: null,
  unitId: finance,
  roles: ['staff'],
})

export const unit: Unit = { id: finance, name: 'Odbor financí', mark: 'ORF' }

export function session(changes: Partial<SessionRow> = {}): SessionRow {
  return {
    id: newId<SessionId>(),
    personId: jana,
    person: person(jana, 'Jana Žáčková'),
    unitName: 'Odbor financí',
    createdAt: noon,
    lastSeenAt: noon,
    expiresAt: instant(noon + 3_600_000),
    refreshHash: randomUUID(),
    previousRefreshHash: null,
    endedAt: null,
    endReason: null,
    userAgent: 'Firefox',
    ...changes,
  }
}
