import { PresenceFilter, ResultCodeError } from 'ldapts'
import {
  instant,
  refused,
  turns,
  type Actor,
  type DirectoryFinding,
  type Instant,
  type Person,
  type PersonId,
  type Refused,
  type SessionRow,
} from '@glosa/domain/model'
import { attributesOf } from '../directory/attributeMap.ts'
import { DirectoryUnavailable } from '../directory/dial.ts'
import type { DirectoryClient } from '../directory/directoryClient.ts'
import { dnKey } from '../directory/dn.ts'
import { searchGroups } from '../directory/groups.ts'
import { entryId } from '../people/entryId.ts'
import { findEntryById } from '../people/findPerson.ts'
import { readDirectory, type DirectoryContent } from '../people/readDirectory.ts'
import { changesSince, type ChangeMarker } from './changes.ts'
import { bringInLine, entriesOf, type SessionEffects } from './sessionsInLine.ts'

export interface DirectoryWatchDeps extends SessionEffects {
  readonly client: DirectoryClient
  /** People as they were known before the first reading: of the last run. */
  readonly knownPeople: () => Promise<readonly Person[]>
  /** Everybody and every unit were read. */
  readonly contentRead: (content: DirectoryContent) => Promise<void>
  /** How long open sessions go on while the directory does not answer, in milliseconds. */
  readonly grace: number
}

/** What a look at the directory came to. */
export interface WatchReport {
  /** Whether everything was read. */
  readonly read: boolean
  readonly ended: number
  readonly changed: number
}

export interface WatchStatus {
  readonly readAt: Instant | null
  readonly content: DirectoryContent | null
  readonly findings: readonly DirectoryFinding[]
}

/** A person as the directory has them now. */
export interface LivePerson {
  readonly person: Person
  readonly unitName: string | null
}

/** A reading that took long is not repeated before this many times as long. */
const readingPause = 20
const atOnce = 4

/**
 * Keeps people, units and open sessions like the directory. Polls and readings run one after the
 * other; a live check goes its own way.
 */
export class DirectoryWatch {
  readonly #deps: DirectoryWatchDeps
  readonly #startedAt: Instant
  #marker: ChangeMarker | null = null
  #content: DirectoryContent | null = null
  #takenOver: readonly DirectoryFinding[] = []
  #readAt: Instant | null = null
  #readTook = 0
  /** Something changed that the last reading does not know. */
  #stale = false
  readonly #inTurn = turns<'directory'>()

  constructor(deps: DirectoryWatchDeps) {
    this.#deps = deps
    this.#startedAt = deps.now()
  }

  /**
   * Reads everything and brings every open session in line: at the start, at night, and when
   * nobody can say what changed.
   * @throws DirectoryUnavailable when no server answers
   */
  reconcile(): Promise<WatchReport> {
    return this.#inTurn('directory', async () => {
      // Marked first: what changes during the reading is read again by the next poll.
      const { next } = await changesSince(this.#deps.client, null, this.#deps.now())
      await this.#read()
      const report = await this.#lookAfterSessions(() => true)
      this.#marker = next
      return { ...report, read: true }
    })
  }

  /**
   * Looks for changes: every minute or more often. The entries of people with open sessions are
   * read each time, so that deleted, moved and expired accounts are noticed too.
   * @throws DirectoryUnavailable when no server answers
   */
  poll(): Promise<WatchReport> {
    return this.#inTurn('directory', async () => {
      const { client, now } = this.#deps
      const changes = await changesSince(client, this.#marker, now())
      const groupsChanged = !changes.known || changes.groups || (await this.#groupsWentOrCame())
      const report = await this.#lookAfterSessions((id) => groupsChanged || changes.people.has(id))
      this.#stale ||= groupsChanged || changes.people.size > 0 || report.ended > 0
      const read = this.#stale && (this.#readAt === null || now() - this.#readAt >= readingPause * this.#readTook)
      if (read) await this.#read()
      this.#marker = changes.next
      return { ...report, read }
    })
  }

  /**
   * Asks the directory about one person now, and applies the answer to all their sessions: before
   * acts that cannot be taken back.
   * @returns `session-ended` when they may not act any more, `directory-unavailable` when nobody
   * can say: there is no grace for these acts
   */
  async checkLive({ personId, sessionId }: Pick<Actor, 'personId' | 'sessionId'>): Promise<LivePerson | Refused> {
    const { client, sessions } = this.#deps
    try {
      const entry = await findEntryById(client, personId)
      const rows = await sessions.ofPerson(personId)
      const { found, ended } = await bringInLine(client, this.#deps, entry, rows, true)
      if (found === null || ended.has(sessionId)) return refused('session-ended')
      return { person: found.person, unitName: found.unit?.name ?? null }
    } catch (error) {
      if (!(error instanceof DirectoryUnavailable) && !(error instanceof ResultCodeError)) throw error
      return refused('directory-unavailable')
    }
  }

  /** Whether open sessions may still go on without a word from the directory. */
  withinGrace(): boolean {
    const { client, now, grace } = this.#deps
    return now() - (client.status().answeredAt ?? this.#startedAt) <= grace
  }

  status(): WatchStatus {
    const findings = [...(this.#content?.findings ?? []), ...this.#takenOver]
    return { readAt: this.#readAt, content: this.#content, findings }
  }

  async #read(): Promise<void> {
    const { client, now, contentRead, knownPeople } = this.#deps
    const startedAt = now()
    const before = this.#content?.people ?? (await knownPeople())
    const content = await readDirectory(client, startedAt)
    await contentRead(content)
    this.#takenOver = [...this.#takenOver, ...loginsTakenOver(before, content.people)]
    this.#content = content
    this.#readAt = now()
    this.#readTook = this.#readAt - startedAt
    this.#stale = false
  }

  /** Groups that were deleted leave no trace among the changes, but take roles away. */
  async #groupsWentOrCame(): Promise<boolean> {
    const { client } = this.#deps
    const known = this.#content?.groupKeys
    if (!known) return true
    const anything = new PresenceFilter({ attribute: 'objectClass' })
    const groups = await searchGroups(client, anything, [attributesOf(client.config).id])
    return (
      groups.length !== known.size ||
      groups.some((entry) => !known.has(entryId(entry, client.config) ?? dnKey(entry.dn)))
    )
  }

  /** @param mayHaveChanged whose roles and unit have to be asked for again */
  async #lookAfterSessions(mayHaveChanged: (id: PersonId) => boolean): Promise<Omit<WatchReport, 'read'>> {
    const { client, sessions, now } = this.#deps
    const rowsOf = new Map<PersonId, SessionRow[]>()
    for (const row of await sessions.open(now())) rowsOf.set(row.personId, [...(rowsOf.get(row.personId) ?? []), row])
    const entries = await entriesOf(client, [...rowsOf.keys()])
    const waiting = [...rowsOf]
    let ended = 0
    let changed = 0
    const work = async () => {
      for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
        const [personId, rows] = next
        const entry = entries.get(personId) ?? null
        const done = await bringInLine(client, this.#deps, entry, rows, mayHaveChanged(personId))
        ended += done.ended.size
        changed += done.changed
      }
    }
    await Promise.all(Array.from({ length: atOnce }, work))
    return { ended, changed }
  }
}

/**
 * Somebody new with the login or the address of somebody who is gone. They are two people: what
 * belonged to the one is not given to the other, and an administrator is told.
 */
function loginsTakenOver(before: readonly Person[], after: readonly Person[]): readonly DirectoryFinding[] {
  const still = new Set(after.map(({ id }) => id))
  const known = new Set(before.map(({ id }) => id))
  const names = ({ login, email }: Person) =>
    [login, ...(email === null ? [] : [email])].map((name) => name.toLowerCase())
  const left = new Set(before.filter(({ id }) => !still.has(id)).flatMap(names))
  return after
    .filter((person) => !known.has(person.id) && names(person).some((name) => left.has(name)))
    .map(({ login }) => ({ code: 'login-taken-over', subject: login }))
}

/** When the next nightly reading is due. */
export function nextNight(now: number, hour: number): Instant {
  const night = new Date(now)
  night.setHours(hour, 0, 0, 0)
  if (night.getTime() <= now) night.setDate(night.getDate() + 1)
  return instant(night.getTime())
}
