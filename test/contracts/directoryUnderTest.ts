import { randomBytes } from 'node:crypto'
import { AttemptLimits, DirectoryClient, findPersonByLogin, type DirectoryConfig, type SignInDeps } from '@glosa/auth'
import { instant, opaqueIdFrom, type SessionId, type SessionRow } from '@glosa/domain/model'
import { circleGroupId, endedMark } from '../directories/specialEntries.ts'
import type { DirectoryHand } from '../directories/hand.ts'
import { startRelay, type Relay } from '../directories/relay.ts'

/** A directory with the demo office, the special entries and many more people in it. */
export interface DirectoryUnderTest {
  readonly host: string
  readonly port: number
  readonly config: DirectoryConfig
  readonly hand: DirectoryHand
  close(): Promise<void>
}

export const noon = Date.UTC(2026, 4, 4, 10)

/** What the tests of one directory share. */
export interface Ground {
  /** Only within tests: it is started before the first. */
  readonly directory: () => DirectoryUnderTest
  readonly configured: (changes?: Partial<DirectoryConfig>) => DirectoryConfig
  /** Closed at the end by itself. */
  readonly clientOf: (changes?: Partial<DirectoryConfig>) => DirectoryClient
  /** The same. */
  readonly relayed: (host?: string) => Promise<Relay>
  readonly toClose: (() => unknown)[]
}

export function groundOf(directory: () => DirectoryUnderTest): Ground {
  const toClose: (() => unknown)[] = []
  const configured = (changes: Partial<DirectoryConfig> = {}): DirectoryConfig => ({
    ...directory().config,
    roleGroups: { ...directory().config.roleGroups, secretary: [circleGroupId] },
    endedWhen: endedMark,
    ...changes,
    limits: { pageSize: 40, connectTime: 10_000, requestTime: 10_000, ...changes.limits },
  })
  return {
    directory,
    configured,
    toClose,
    clientOf(changes = {}) {
      const client = new DirectoryClient(configured(changes))
      toClose.push(() => client.close())
      return client
    },
    async relayed(host) {
      const relay = await startRelay(directory(), host)
      toClose.push(() => relay.close())
      return relay
    },
  }
}

export const urlOf = (relay: Relay): string => `ldaps://127.0.0.1:${relay.port}`

/** Signing in with a clock that stands still and pauses that are only written down. */
export function signInDeps(client: DirectoryClient) {
  const slept: number[] = []
  const clock = { now: noon }
  const deps: SignInDeps = {
    directory: client,
    limits: new AttemptLimits(),
    now: () => instant(clock.now),
    sleep: async (ms) => {
      slept.push(ms)
    },
  }
  return { deps, slept, clock }
}

export const right = (login: string) => ({ login, password: `Heslo-${login}`, ip: '10.0.0.1' })
export const wrong = (login: string) => ({ login, password: 'Jine-heslo-1', ip: '10.0.0.1' })

/** A session as sign-in would open it now, with what the directory says of the person. */
export async function sessionOf(
  client: DirectoryClient,
  login: string,
  now: SessionRow['createdAt'],
): Promise<SessionRow> {
  const found = await findPersonByLogin(client, login, now)
  if (found === null) throw new Error(`nobody is ${login}`)
  const { person, unit, passwordMark } = found
  const id = opaqueIdFrom<SessionId>(randomBytes(64))
  return {
    id,
    personId: person.id,
    person,
    unitName: unit?.name ?? null,
    passwordMark,
    createdAt: now,
    lastSeenAt: now,
    expiresAt: instant(now + 24 * 60 * 60_000),
    refreshHash: id,
    previousRefreshHash: null,
    endedAt: null,
    endReason: null,
    userAgent: 'Firefox',
  }
}
