import {
  attributesOf,
  DirectoryUnavailable,
  DirectoryWatch,
  explainLogin,
  nextNight,
  type DirectoryClient,
  type EndCause,
  type LivePerson,
  type WatchReport,
} from '@glosa/auth'
import type { DirectoryMapView, LoginExplainedView } from '@glosa/domain/contract'
import {
  instant,
  refused,
  type Actor,
  type Instant,
  type OfficeStorage,
  type Refused,
  type SessionRow,
} from '@glosa/domain/model'
import type { Logger } from 'pino'
import { roleChanges, type RoleChange } from './roleChanges.ts'

/** The office's directory, kept an eye on. */
export interface OfficeDirectory {
  /** Reads everything now and brings open sessions in line. @returns `directory-unavailable` or nothing */
  read(): Promise<Refused | null>
  /** Asks about the person of a session now: before acts that lock, approve or administer. */
  checkLive(actor: Pick<Actor, 'personId' | 'sessionId'>): Promise<LivePerson | Refused>
  /** Whether open sessions may still go on without a word from the directory. */
  withinGrace(): boolean
  /** What the administrator's screen shows. */
  map(): DirectoryMapView
  explainLogin(login: string): Promise<LoginExplainedView | Refused>
  close(): void
}

export interface OfficeDirectoryParts {
  readonly client: DirectoryClient
  readonly storage: Pick<OfficeStorage, 'sessions' | 'projections'>
  readonly now: () => Instant
  readonly log: Logger
  readonly endSession: (row: SessionRow, cause: EndCause) => Promise<void>
  readonly sessionChanged: (row: SessionRow) => Promise<void>
  /** The directory gives or takes roles. */
  readonly rolesChanged: (change: RoleChange) => Promise<void>
  /** Milliseconds. */
  readonly pollEvery: number
  readonly grace: number
}

/** Hour of the night, local time, at which everything is read and compared. */
const nightlyHour = 2

/** Watches the directory: changes every few seconds, everything once a night. */
export function watchDirectory(parts: OfficeDirectoryParts): OfficeDirectory {
  const { client, storage, now, log } = parts
  const watch = new DirectoryWatch({
    client,
    sessions: storage.sessions,
    now,
    endSession: parts.endSession,
    sessionChanged: parts.sessionChanged,
    knownPeople: async () => (await storage.projections.directory()).people,
    async contentRead({ people, units, findings }) {
      const known = await storage.projections.directory()
      await storage.projections.putDirectory(people, units)
      for (const change of roleChanges(known.people, people)) await parts.rolesChanged(change)
      const counts = new Map<string, number>()
      for (const { code } of findings) counts.set(code, (counts.get(code) ?? 0) + 1)
      log.info({ people: people.length, units: units.length, findings: Object.fromEntries(counts) }, 'directory read')
    },
    grace: parts.grace,
  })

  const report = (what: Promise<WatchReport>) =>
    what.then(
      ({ ended, changed }) => {
        if (ended + changed > 0) log.info({ ended, changed }, 'sessions followed the directory')
      },
      (error: unknown) => {
        // What was read before stays, and open sessions go on for their grace.
        if (error instanceof DirectoryUnavailable) log.warn({ err: error }, 'the directory does not answer')
        else log.error({ err: error }, 'the directory could not be read')
      },
    )
  let timer: NodeJS.Timeout | null = null
  let night = nextNight(now(), nightlyHour)
  const turn = async () => {
    const isNight = now() >= night
    if (isNight) night = nextNight(now(), nightlyHour)
    await report(isNight ? watch.reconcile() : watch.poll())
    if (timer !== null) timer = next()
  }
  const next = () => setTimeout(() => void turn(), parts.pollEvery).unref()
  timer = next()

  return {
    async read() {
      try {
        await watch.reconcile()
        return null
      } catch (error) {
        if (!(error instanceof DirectoryUnavailable)) throw error
        log.warn({ err: error }, 'the directory does not answer')
        return refused('directory-unavailable')
      }
    },
    checkLive: (actor) => watch.checkLive(actor),
    withinGrace: () => watch.withinGrace(),
    map: () => mapOf(client, watch),
    async explainLogin(login) {
      try {
        return mutable(await explainLogin(client, login, now()))
      } catch (error) {
        if (!(error instanceof DirectoryUnavailable)) throw error
        return refused('directory-unavailable')
      }
    },
    close() {
      if (timer !== null) clearTimeout(timer)
      timer = null
    },
  }
}

function mapOf(client: DirectoryClient, watch: DirectoryWatch): DirectoryMapView {
  const { config } = client
  const { servers, answeredAt } = client.status()
  const { content, findings, readAt } = watch.status()
  const people = content?.people ?? []
  const names = new Map(people.map(({ id, displayName }) => [id, displayName]))
  const named = (ids: readonly Actor['personId'][] | undefined) =>
    (ids ?? []).map((personId) => ({ personId, displayName: names.get(personId) ?? '' }))
  const attributes = Object.entries(attributesOf(config)).map(([meaning, value]: [string, unknown]) => ({
    meaning,
    attribute: Array.isArray(value) ? value.join(', ') || null : typeof value === 'string' ? value : null,
  }))
  return mutable({
    name: config.name,
    preset: config.preset,
    urls: servers.map(({ url, failedAt }) => ({ url, failedAt: failedAt === null ? null : instant(failedAt) })),
    answeredAt: answeredAt === null ? null : instant(answeredAt),
    readAt,
    peopleBase: config.peopleBase,
    groupsBase: config.groupsBase,
    unitsBase: config.unitsBase,
    attributes,
    people: people.length,
    roles: (content?.roleGroups ?? []).map(({ role, named: by, found, people: count }) => ({
      role,
      named: by,
      group: found,
      people: count,
    })),
    units: (content?.unitsInDirectory ?? []).map(({ unit, dn, people: count }) => ({
      unit,
      dn,
      people: count,
      heads: named(unit.headIds),
      deputies: named(unit.deputyIds),
    })),
    findings,
  })
}

type Mutable<T> = T extends readonly (infer E)[]
  ? Mutable<E>[]
  : T extends string | number
    ? T
    : T extends object
      ? { -readonly [K in keyof T]: Mutable<T[K]> }
      : T

/** The contract's shapes are plain JSON, which nobody forbids to change. */
const mutable = <T>(value: T): Mutable<T> => structuredClone(value) as Mutable<T>
