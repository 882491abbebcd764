import { AndFilter, EqualityFilter, GreaterThanEqualsFilter, PresenceFilter, type Filter } from 'ldapts'
import type { PersonId } from '@glosa/domain/model'
import { attributesOf } from '../directory/attributeMap.ts'
import type { DirectoryClient, Search } from '../directory/directoryClient.ts'
import type { DirectoryEntry } from '../directory/directoryEntry.ts'
import { groupBases } from '../directory/groups.ts'
import { guidText } from '../directory/identifiers.ts'
import { personIdOf } from '../people/entryId.ts'
import { personFilter } from '../people/personFilter.ts'

/** Up to where the changes of a directory were read. Only the functions here look inside. */
export type ChangeMarker =
  | {
      readonly by: 'usn'
      /** Which server counted, and which of its databases: a restored one counts anew. */
      readonly server: string
      readonly invocationId: string
      readonly usn: bigint
    }
  | {
      readonly by: 'time'
      readonly askedAt: number
      /** Versions of the entries changed lately, by id; an overlap makes up for clocks that differ. */
      readonly seen: ReadonlyMap<string, string>
    }

/** What changed since a marker. */
export interface Changes {
  readonly next: ChangeMarker
  /**
   * False when nobody can say: there was no marker, another server answered, or too much time
   * passed. Then everything has to be read.
   */
  readonly known: boolean
  readonly people: ReadonlySet<PersonId>
  readonly groups: boolean
}

/**
 * Asks which people and groups changed. Deleted entries are not among them, nor those moved away:
 * no directory tells these by its marks of changes.
 * @throws DirectoryUnavailable when no server answers
 */
export function changesSince(client: DirectoryClient, marker: ChangeMarker | null, now: number): Promise<Changes> {
  return client.onOneServer((search) =>
    client.config.preset === 'active-directory'
      ? changesByNumber(client, search, marker?.by === 'usn' ? marker : null)
      : changesByTime(client, search, marker?.by === 'time' ? marker : null, now),
  )
}

/**
 * Active Directory numbers every change, each server for itself: a number means something only
 * together with the server and the invocation id of its database ("Polling for Changes Using
 * USNChanged", Microsoft).
 */
async function changesByNumber(
  client: DirectoryClient,
  search: Search,
  marker: Extract<ChangeMarker, { by: 'usn' }> | null,
): Promise<Changes> {
  const anything = new PresenceFilter({ attribute: 'objectClass' })
  const at = (base: string, attributes: readonly string[]) =>
    search({ base, scope: 'base', filter: anything, attributes })
  const [root] = await at('', ['dsServiceName', 'highestCommittedUSN'])
  const server = root?.text('dsServiceName') ?? ''
  const [service] = server === '' ? [] : await at(server, ['invocationId'])
  const bytes = service?.bytes('invocationId')[0]
  const next: ChangeMarker = {
    by: 'usn',
    server,
    invocationId: bytes?.length === 16 ? guidText(bytes) : '',
    usn: BigInt(root?.text('highestCommittedUSN') ?? '0'),
  }
  const known = marker !== null && marker.server === next.server && marker.invocationId === next.invocationId
  // A database put back from a backup without a new invocation id counts below what it had reached.
  if (!known || next.usn < marker.usn) return { next, known: false, people: new Set(), groups: false }
  if (next.usn === marker.usn) return { next, known: true, people: new Set(), groups: false }
  const changed = new GreaterThanEqualsFilter({ attribute: 'uSNChanged', value: String(marker.usn + 1n) })
  const people = await changedPeople(client, search, changed, [])
  const groups = await changedGroups(client, search, changed, [])
  return { next, known: true, people: idsOf(people, client), groups: groups.length > 0 }
}

/** Older changes than this are read again and recognised; clocks may differ by as much. */
const overlap = 15 * 60_000
/** After a longer pause everything is read. */
const longestPause = 60 * 60_000

/** OpenLDAP stamps every entry with the time of its last change, and with a number of that change. */
async function changesByTime(
  client: DirectoryClient,
  search: Search,
  marker: Extract<ChangeMarker, { by: 'time' }> | null,
  now: number,
): Promise<Changes> {
  const since = generalizedTime((marker?.askedAt ?? now) - overlap)
  const changed = new GreaterThanEqualsFilter({ attribute: 'modifyTimestamp', value: since })
  const stamps = ['entryCSN', 'modifyTimestamp']
  const people = await changedPeople(client, search, changed, stamps)
  const groups = await changedGroups(client, search, changed, stamps)
  const { id } = attributesOf(client.config)
  const key = (entry: DirectoryEntry) => entry.text(id) ?? entry.dn
  const version = (entry: DirectoryEntry) => entry.text('entryCSN') ?? entry.text('modifyTimestamp') ?? ''
  const isNew = (entry: DirectoryEntry) => marker?.seen.get(key(entry)) !== version(entry)
  const seen = new Map([...people, ...groups].map((entry) => [key(entry), version(entry)]))
  const next: ChangeMarker = { by: 'time', askedAt: now, seen }
  if (marker === null || now - marker.askedAt > longestPause)
    return { next, known: false, people: new Set(), groups: false }
  return { next, known: true, people: idsOf(people.filter(isNew), client), groups: groups.some(isNew) }
}

function changedPeople(client: DirectoryClient, search: Search, changed: Filter, further: readonly string[]) {
  const { config } = client
  return search({
    base: config.peopleBase,
    scope: 'sub',
    filter: personFilter(config, changed),
    attributes: [attributesOf(config).id, ...further],
  })
}

async function changedGroups(client: DirectoryClient, search: Search, changed: Filter, further: readonly string[]) {
  const { groupClass, id } = attributesOf(client.config)
  const isGroup = new EqualityFilter({ attribute: 'objectClass', value: groupClass })
  const found: DirectoryEntry[] = []
  for (const base of groupBases(client)) {
    const filter = new AndFilter({ filters: [isGroup, changed] })
    found.push(...(await search({ base, scope: 'sub', filter, attributes: [id, ...further] })))
  }
  return found
}

const idsOf = (entries: readonly DirectoryEntry[], client: DirectoryClient): ReadonlySet<PersonId> =>
  new Set(entries.flatMap((entry) => personIdOf(entry, client.config) ?? []))

/** RFC 4517 §3.3.13, in UTC, as `modifyTimestamp` has it. */
const generalizedTime = (ms: number): string => `${new Date(ms).toISOString().replace(/[-:T]/g, '').slice(0, 14)}Z`
