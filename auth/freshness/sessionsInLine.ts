import { OrFilter } from 'ldapts'
import type { AccountState, Instant, Person, PersonId, SessionId, SessionRow, SessionStore } from '@glosa/domain/model'
import type { DirectoryClient } from '../directory/directoryClient.ts'
import type { DirectoryEntry } from '../directory/directoryEntry.ts'
import { accountState, passwordMark } from '../people/accountState.ts'
import { idFilter, personIdOf } from '../people/entryId.ts'
import { describePerson, type FoundPerson } from '../people/findPerson.ts'
import { personFilter } from '../people/personFilter.ts'
import { personAttributes } from '../people/personOf.ts'

/** Why a session cannot go on, in the directory's terms. */
export type EndCause = Exclude<AccountState, 'usable'> | 'gone' | 'password-changed'

export interface SessionEffects {
  readonly sessions: Pick<SessionStore, 'open' | 'ofPerson' | 'describe'>
  readonly now: () => Instant
  /** Ends the session and closes its sockets. */
  readonly endSession: (row: SessionRow, cause: EndCause) => Promise<void>
  /** The session's row was described anew: name, unit or roles are others now. */
  readonly sessionChanged: (row: SessionRow, before: SessionRow) => Promise<void>
}

/** What became of a person's sessions. */
export interface BroughtInLine {
  readonly ended: ReadonlySet<SessionId>
  readonly changed: number
  /** The person as they are now; `null` when the account may not be used, or nobody asked. */
  readonly found: FoundPerson | null
}

/**
 * Brings the sessions of one person in line with their entry.
 * @param entry `null` when it is gone, or lies outside the base of people
 * @param describe whether roles and unit are asked for too, which takes a few searches
 */
export async function bringInLine(
  client: DirectoryClient,
  effects: SessionEffects,
  entry: DirectoryEntry | null,
  rows: readonly SessionRow[],
  describe: boolean,
): Promise<BroughtInLine> {
  const { config } = client
  const ended = new Set<SessionId>()
  const end = async (row: SessionRow, cause: EndCause) => {
    await effects.endSession(row, cause)
    ended.add(row.id)
  }
  const state = entry === null ? 'gone' : accountState(entry, config, effects.now())
  const found =
    entry !== null && state === 'usable' && describe ? await describePerson(client, entry, effects.now()) : null
  if (entry === null || state !== 'usable' || (describe && found === null)) {
    for (const row of rows) await end(row, state === 'usable' ? 'gone' : state)
    return { ended, changed: 0, found: null }
  }
  const mark = passwordMark(entry, config)
  let changed = 0
  for (const row of rows) {
    if (isOtherPassword(row.passwordMark, mark)) {
      await end(row, 'password-changed')
    } else if (found !== null && (await describedAnew(effects, row, found))) {
      changed += 1
    }
  }
  return { ended, changed, found }
}

/** Entries of these people, by id; those that are not there any more are missing. */
export async function entriesOf(
  client: DirectoryClient,
  personIds: readonly PersonId[],
): Promise<ReadonlyMap<PersonId, DirectoryEntry>> {
  const { config } = client
  const entries = new Map<PersonId, DirectoryEntry>()
  const filters = personIds.flatMap((id) => idFilter(id, config) ?? [])
  for (let from = 0; from < filters.length; from += perSearch) {
    const isOne = new OrFilter({ filters: filters.slice(from, from + perSearch) })
    const found = await client.search({
      base: config.peopleBase,
      scope: 'sub',
      filter: personFilter(config, isOne),
      attributes: personAttributes(config),
    })
    for (const entry of found) {
      const id = personIdOf(entry, config)
      if (id !== null) entries.set(id, entry)
    }
  }
  return entries
}

const perSearch = 40

/** A mark that nobody asked for, or that is not shown any more, says nothing; a first one is a change. */
const isOtherPassword = (before: string | null | undefined, now: string | null) =>
  before !== undefined && now !== null && before !== now

async function describedAnew(effects: SessionEffects, row: SessionRow, found: FoundPerson): Promise<boolean> {
  const unitName = found.unit?.name ?? null
  if (unitName === row.unitName && isSamePerson(found.person, row.person)) return false
  const after: SessionRow = { ...row, person: found.person, unitName }
  if (!(await effects.sessions.describe(row.id, after))) return false
  await effects.sessionChanged(after, row)
  return true
}

const isSamePerson = (a: Person, b: Person) =>
  a.id === b.id &&
  a.login === b.login &&
  a.displayName === b.displayName &&
  a.email === b.email &&
  a.unitId === b.unitId &&
  a.roles.length === b.roles.length &&
  a.roles.every((role) => b.roles.includes(role))
