import type { MaterialRecord } from './events.ts'
import type { BodyId, FactorId, MaterialId, PersonId, SessionId, Sha256 } from './ids.ts'
import type { MaterialState } from './material.ts'
import type { KeptNotice, NoticeMail, NoticeProgress } from './notices.ts'
import type { Person, PersonStamp, Unit } from './people.ts'
import type { FactorKind, SessionProof } from './secondFactor.ts'
import type { SearchIndex } from './search.ts'
import type { Task } from './task.ts'
import type { Who } from './whos.ts'
import type { Instant } from './time.ts'

/**
 * Keeps the history of materials. A resolved promise means durable (on disk, or journaled by a
 * majority); a rejected one means an outage, after which the caller may try again.
 */
export interface MaterialLog {
  /**
   * Appends the events of one command as one record.
   * @returns `'appended'`, or `'sequence-taken'` when another record has this sequence number:
   * load again and decide again. The same record (same hash) twice counts as appended.
   */
  append(record: MaterialRecord): Promise<'appended' | 'sequence-taken'>
  /** The records after `after`, in order; empty for an unknown material. */
  read(materialId: MaterialId, after?: number): Promise<readonly MaterialRecord[]>
  /** Every material that has a record, in no order. */
  materialIds(): Promise<readonly MaterialId[]>
}

/** What happened in an office log: a plain JSON object with a past-tense `type`; each log's owner knows the rest. */
export interface OfficeEvent {
  readonly type: string
}

/** The events of one command in an office log: atomic, sequenced, chained by hash, never deleted. */
export interface OfficeRecord<Event extends OfficeEvent = OfficeEvent> {
  /** Name of the log: `settings`, `audit`, `meeting:<id>`, `person:<id>`. */
  readonly log: string
  /** 1, 2, 3 … without a gap; unique with the log. */
  readonly sequence: number
  readonly at: Instant
  readonly by: PersonStamp
  readonly events: readonly Event[]
  /** Hash of the record before in the same log; `null` on the first. */
  readonly previous: Sha256 | null
  /** SHA-256 over the canonical JSON of everything above. */
  readonly hash: Sha256
}

/** What is hashed of an office record: all of it but the hash. */
export type UnhashedOfficeRecord<Event extends OfficeEvent = OfficeEvent> = Omit<OfficeRecord<Event>, 'hash'>

/**
 * Keeps what happened in the office outside of any material: settings, meetings, people's own marks, the audit.
 * Promises as for `MaterialLog`.
 */
export interface OfficeLog {
  /**
   * Appends the events of one command as one record.
   * @returns `'sequence-taken'` when another record has this sequence number: load again and decide
   * again. The same record (same hash) twice counts as appended.
   */
  append(record: OfficeRecord): Promise<'appended' | 'sequence-taken'>
  /**
   * The records after `after`, in order; empty for an unknown log.
   * @param limit how many at most; all by default
   */
  read(log: string, after?: number, limit?: number): Promise<readonly OfficeRecord[]>
  /** The newest record; `null` for an unknown log. */
  last(log: string): Promise<OfficeRecord | null>
  /** Names of the logs that have a record and begin with `prefix`, in no order. */
  names(prefix: string): Promise<readonly string[]>
}

/** One row of a body's log. */
export type BodyRow =
  | { readonly kind: 'update'; readonly personId: PersonId; readonly at: Instant; readonly payload: Uint8Array }
  /** From here on nothing is admitted; the locked text is the replay up to this row. */
  | { readonly kind: 'gate'; readonly personId: PersonId; readonly at: Instant }
  /** A gate without its `material-locked` event was opened again. */
  | { readonly kind: 'gate-reopened'; readonly personId: PersonId; readonly at: Instant }

export type SequencedBodyRow = BodyRow & { readonly sequence: number }

/**
 * Keeps every update of a live text: the text itself, who wrote what, and the fence against a
 * node that lost its lease. Rows are never deleted.
 */
export interface BodyLog {
  /**
   * Appends rows `first`, `first + 1`, … all or a leading part of them, in order; resolves when
   * all are durable. Calls that arrive while a commit is in flight share the next one, whatever
   * body they are for. The caller has one call per body in flight, or several where `keepsOrder`.
   * @param writer opaque token of this room instance: rows with the same token that are there
   * already (an earlier try whose answer was lost) count as appended
   * @returns `'fenced'` when another writer took one of the sequence numbers: drop the room
   */
  append(bodyId: BodyId, first: number, rows: readonly BodyRow[], writer: string): Promise<'appended' | 'fenced'>
  /**
   * Calls for one body are done in the order in which they are made; and when one fails or is fenced, so are all that
   * were made after it and before its answer. So the rows of a body never have a gap.
   */
  readonly keepsOrder: boolean
  /** The newest snapshot, if any, and the rows after it, in order. Rows of a body never written: none. */
  load(bodyId: BodyId): Promise<{
    readonly snapshot: {
      readonly sequence: number
      readonly state: Uint8Array
      readonly clients: readonly ClientOwner[]
    } | null
    readonly rows: readonly SequencedBodyRow[]
  }>
  /** Rows after `after` up to and including `upTo`, in order, regardless of snapshots. */
  readRows(bodyId: BodyId, after: number, upTo: number): Promise<readonly SequencedBodyRow[]>
  /** Keeps a snapshot of the state after row `sequence`; an older one than the newest kept is ignored. Low priority. */
  saveSnapshot(bodyId: BodyId, sequence: number, state: Uint8Array, clients: readonly ClientOwner[]): Promise<void>
}

/** Which person a Yjs client id belongs to. */
export interface ClientOwner {
  readonly clientId: number
  readonly personId: PersonId
}

/** Keeps large bytes by their content. */
export interface BlobStore {
  /** @returns the SHA-256; resolves when durable. The same bytes twice are one blob. */
  put(bytes: Uint8Array): Promise<Sha256>
  /**
   * @returns `null` when there is no such blob
   * @throws when the stored bytes no longer have their hash
   */
  get(hash: Sha256): Promise<Uint8Array | null>
  has(hash: Sha256): Promise<boolean>
}

/** The line of a material in lists: a projection, rebuilt from the events at any time. */
export interface MaterialCard {
  readonly materialId: MaterialId
  readonly sequence: number
  readonly number: string
  readonly title: string
  readonly state: MaterialState
  readonly drafterName: string
  readonly leadUnitName: string | null
  readonly closesAt: Instant | null
  readonly comments: number
  readonly unsettled: number
  readonly essential: number
  readonly versions: number
  readonly updatedAt: Instant
  /** Who may see the card; the server still asks the policy before it shows the material. */
  readonly audience: readonly Who[]
  readonly tasks: readonly Task[]
  /**
   * Earliest instant at which a delivery wants work; `neverDue` while the only open ones wait for a person,
   * `overAndDone` when all are over, `null` when the material has none.
   */
  readonly deliveryDueAt: Instant | null
  /** When the next thing happens to a round by itself (`roundDueAt`); `null` for never. */
  readonly roundDueAt: Instant | null
  /** Title, number, people and units, lower case without diacritics. */
  readonly searchText: string
}

export interface CardQuery {
  /** Everything that means the person who asks (`whosOf`). */
  readonly whos: readonly Who[]
  /** The person themselves, whom tasks may except. */
  readonly personId: PersonId
  /** Folded like `searchText`; every word must occur. */
  readonly words?: readonly string[]
  readonly state?: MaterialState
  /** Only cards with a task for this person, whatever its time. */
  readonly withTasks?: boolean
  readonly limit: number
  readonly offset: number
}

/** Keeps lists. Never the truth; what is here can be rebuilt. */
export interface Projections {
  /** Keeps the card unless one with the same or a higher sequence number is there. */
  putCard(card: MaterialCard): Promise<void>
  card(materialId: MaterialId): Promise<MaterialCard | null>
  /** Cards whose audience includes the person, newest change first, and how many there are in all. */
  cards(query: CardQuery): Promise<{ readonly cards: readonly MaterialCard[]; readonly total: number }>
  /** Materials whose delivery wants work by now; with `neverDue` all that are open, with `overAndDone` all there ever were. */
  deliveriesDue(now: Instant): Promise<readonly MaterialId[]>
  /** Materials with a round in which something is due by now. */
  roundsDue(now: Instant): Promise<readonly MaterialId[]>
  /** Sequence number of every card, for the repairing worker. */
  cardSequences(): Promise<ReadonlyMap<MaterialId, number>>
  /** Replaces what is known of the office's people and units. */
  putDirectory(people: readonly Person[], units: readonly Unit[]): Promise<void>
  directory(): Promise<{ readonly people: readonly Person[]; readonly units: readonly Unit[] }>
  /**
   * Takes the next number of a yearly series ("MAT", 2026), starting with 1; never the same twice.
   */
  nextNumber(series: string, year: number): Promise<number>
  clearCards(): Promise<void>
}

/** Keeps what people are told. Notices can be derived again; what was read and mailed is known here only. */
export interface NoticeStore {
  /**
   * Keeps the notices whose ids are not there yet, and then how far their derivation is; a crash
   * between leaves notices that the next derivation finds there.
   * @returns the notices that are new
   */
  take(materialId: MaterialId, progress: NoticeProgress, notices: readonly KeptNotice[]): Promise<readonly KeptNotice[]>
  /**
   * Keeps notices that no material led to, those whose ids are not there yet.
   * @returns the notices that are new
   */
  keep(notices: readonly KeptNotice[]): Promise<readonly KeptNotice[]>
  /** Sequence number up to which each material was looked at. */
  progress(): Promise<ReadonlyMap<MaterialId, number>>
  /** Materials whose `wakeAt` has come. */
  wakesDue(now: Instant): Promise<readonly MaterialId[]>
  /**
   * Notices of a person, newest first.
   * @param query.after id of the last one of the page before
   */
  ofPerson(
    personId: PersonId,
    query: { readonly unreadOnly: boolean; readonly limit: number; readonly after?: string },
  ): Promise<readonly KeptNotice[]>
  /** Marks notices of the person as read, all that came up to `upTo` or those named; the first reading stays. */
  markRead(
    personId: PersonId,
    which: { readonly upTo: Instant } | { readonly ids: readonly string[] },
    at: Instant,
  ): Promise<void>
  /** People with a notice that waits to be mailed and is due. */
  mailDue(now: Instant): Promise<readonly PersonId[]>
  /** Every notice of the person that waits to be mailed, due or not, oldest first. */
  mailWaiting(personId: PersonId): Promise<readonly KeptNotice[]>
  /**
   * Puts waiting notices into a message.
   * @returns the ids of those that were in none before
   */
  putIntoMail(ids: readonly string[], mailId: string): Promise<readonly string[]>
  /** Keeps what became of the mail of notices. */
  markMailed(ids: readonly string[], mail: Pick<NoticeMail, 'state' | 'attempts' | 'dueAt' | 'endedAt'>): Promise<void>
  /** Forgets notices older than `before`, unless they wait to be mailed. @returns how many */
  forget(before: Instant): Promise<number>
}

/** The server-side session row is the truth; tokens only point to it. */
export interface SessionRow {
  readonly id: SessionId
  readonly personId: PersonId
  /** The person as the directory described them at sign-in or at the last check. */
  readonly person: Person
  readonly unitName: string | null
  /**
   * When the directory says the password was set, in its own notation, as of the sign-in; another
   * value later means that it was changed. Absent or `null` when the directory does not say.
   */
  readonly passwordMark?: string | null
  readonly createdAt: Instant
  readonly lastSeenAt: Instant
  readonly expiresAt: Instant
  /** SHA-256 (hex) of the current refresh token; tokens themselves are never stored. */
  readonly refreshHash: string
  /** SHA-256 (hex) of the token before: its use again means theft and ends the session. */
  readonly previousRefreshHash: string | null
  readonly endedAt: Instant | null
  readonly endReason:
    'signed-out' | 'revoked' | 'expired' | 'refresh-reused' | 'account-ended' | 'provider-logout' | null
  readonly userAgent: string
  /** How the person proved who they are; read it with {@link proofOf}. Absent in sessions of the first release. */
  readonly proof?: SessionProof
  /** The session at the identity provider, when one vouched for the person. */
  readonly external?: ExternalSession
}

/** A session at an identity provider, as its ID token names it. */
export interface ExternalSession {
  readonly provider: string
  /** `sub`. */
  readonly subject: string
  /** `sid`; `null` when the provider does not name its sessions. */
  readonly session: string | null
}

export interface SessionStore {
  create(row: SessionRow): Promise<void>
  find(id: SessionId): Promise<SessionRow | null>
  /** The session whose current refresh token, or the one before, has this hash: the caller compares which. */
  findByRefreshHash(hash: string): Promise<SessionRow | null>
  /**
   * Changes the refresh token if `expected` is still the current one.
   * @returns false when it is not (somebody was faster, or the session ended)
   */
  rotate(
    id: SessionId,
    expected: string,
    next: { readonly refreshHash: string; readonly lastSeenAt: Instant; readonly expiresAt: Instant },
  ): Promise<boolean>
  /** Ends the session; the first reason stays. */
  end(id: SessionId, at: Instant, reason: NonNullable<SessionRow['endReason']>): Promise<void>
  /**
   * Replaces what an open session knows of its person: name, unit and roles changed in the directory.
   * @returns false when the session ended or is unknown
   */
  describe(id: SessionId, who: Pick<SessionRow, 'person' | 'unitName'>): Promise<boolean>
  /**
   * Replaces what an open session has shown of who its person is.
   * @returns false when the session ended or is unknown
   */
  prove(id: SessionId, proof: SessionProof): Promise<boolean>
  /** Every session that has neither ended nor expired by `now`, in no order. */
  open(now: Instant): Promise<readonly SessionRow[]>
  /** Open sessions of a person, newest first. */
  ofPerson(personId: PersonId): Promise<readonly SessionRow[]>
  /** Forgets rows that ended or expired before `before`. @returns how many */
  forget(before: Instant): Promise<number>
}

/** A second factor of a person, or something else of theirs that opens like one. */
export interface FactorRow {
  readonly id: FactorId
  readonly personId: PersonId
  /**
   * `recovery-codes` and `enrolment-code`: one row of a person at most, made by their id; `session-keys`: one of the
   * software itself.
   */
  readonly kind: FactorKind | 'recovery-codes' | 'enrolment-code' | 'session-keys'
  readonly label: string
  readonly createdAt: Instant
  readonly lastUsedAt: Instant | null
  /** Starts with 1 and goes up by one with each change, so that of two uses at once one wins. */
  readonly revision: number
  /** JSON of its kind. Secrets in it are encrypted or hashed before they come here. */
  readonly data: string
}

/** Keeps second factors. */
export interface FactorStore {
  /** @returns false when a row with this id is there */
  create(row: FactorRow): Promise<boolean>
  /** Rows of a person, oldest first. */
  ofPerson(personId: PersonId): Promise<readonly FactorRow[]>
  /**
   * Changes a row that nobody changed since it was read.
   * @param revision the one that was read
   * @returns false when somebody was faster or the row is gone
   */
  change(id: FactorId, revision: number, next: Pick<FactorRow, 'label' | 'lastUsedAt' | 'data'>): Promise<boolean>
  /** @returns false when it was not there */
  remove(id: FactorId): Promise<boolean>
  /** Every row, in no order: for encrypting them anew. */
  all(): Promise<readonly FactorRow[]>
}

/** Keeps what is good for minutes, for every node: challenges, sign-ins under way, counts of tries. */
export interface ShortLivedStore {
  /** Keeps a text under a key; what was there before is replaced. */
  put(key: string, text: string, until: Instant): Promise<void>
  /** The text; `null` when there is none or its time is over. */
  find(key: string, now: Instant): Promise<string | null>
  /** The same, and it is gone: of many who take it at once one gets it. */
  take(key: string, now: Instant): Promise<string | null>
  /**
   * Counts one more under the key. A count that is to start anew has a new key.
   * @param most from here on nothing more is counted
   * @returns the count with this one; `most + 1` when there were as many already
   */
  count(key: string, most: number, until: Instant): Promise<number>
  /** Drops the text and the count of a key. */
  clear(key: string): Promise<void>
  /** Forgets what is over. @returns how many */
  forget(now: Instant): Promise<number>
}

/** Everything one storage keeps. */
export interface OfficeStorage {
  readonly materialLog: MaterialLog
  readonly officeLog: OfficeLog
  readonly bodyLog: BodyLog
  readonly blobs: BlobStore
  readonly projections: Projections
  readonly notices: NoticeStore
  readonly search: SearchIndex
  readonly sessions: SessionStore
  readonly factors: FactorStore
  readonly shortLived: ShortLivedStore
  /** Whether a write would succeed now; used by the readiness check and by rooms that wait. Never throws. */
  probe(): Promise<boolean>
  close(): Promise<void>
}
