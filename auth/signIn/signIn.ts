import { randomUUID } from 'node:crypto'
import { ResultCodeError } from 'ldapts'
import { refused, type Instant, type Person, type Refused } from '@glosa/domain/model'
import { DirectoryUnavailable } from '../directory/dial.ts'
import { isAcceptablePassword, type DirectoryClient } from '../directory/directoryClient.ts'
import { accountState } from '../people/accountState.ts'
import { describePerson, findEntryByLogin } from '../people/findPerson.ts'
import { personIdOf } from '../people/entryId.ts'
import type { AttemptLimits } from './attemptLimits.ts'
import { waitForLockout } from '../directory/lockout.ts'

export interface SignInWish {
  readonly login: string
  readonly password: string
  /** Address the request came from. */
  readonly ip: string
}

export interface SignInDeps {
  readonly directory: DirectoryClient
  readonly limits: AttemptLimits
  readonly now: () => Instant
  readonly sleep: (ms: number) => Promise<void>
  /** Told why the directory did not serve; never about passwords. */
  readonly onOutage?: (problem: Error) => void
  /** No answer no comes sooner than this many milliseconds after the question. */
  readonly floor?: number
}

export interface SignedIn {
  readonly person: Person
  readonly unitName: string | null
  /** When the password was set, as the directory writes it; goes into the session's row. */
  readonly passwordMark: string | null
}

const defaultFloor = 300

/**
 * Checks login and password against the directory.
 *
 * An unknown person, a wrong password, a locked account and a login that two entries share give
 * the same answer after the same work: the directory is asked to bind in every case, for nobody if
 * need be. Only somebody who proved the password learns that it must be changed or that the
 * account may not be used.
 * @returns `sign-in-failed`, `sign-in-blocked` (`detail.retryAfterSeconds`), `password-must-change`,
 * `account-not-usable` or `directory-unavailable` when it is no
 */
export async function signIn(wish: SignInWish, deps: SignInDeps): Promise<SignedIn | Refused> {
  const startedAt = deps.now()
  const answer = await ask(wish, deps)
  if ('refused' in answer) {
    const left = startedAt + (deps.floor ?? defaultFloor) - deps.now()
    if (left > 0) await deps.sleep(left)
  }
  return answer
}

async function ask(wish: SignInWish, deps: SignInDeps): Promise<SignedIn | Refused> {
  const { directory, limits, now } = deps
  const login = acceptableLogin(wish.login)
  if (login === null || !isAcceptablePassword(wish.password)) return refused('sign-in-failed')
  const addressWait = limits.takeFromAddress(wish.ip, now())
  if (addressWait > 0) return blocked(addressWait)
  let reached = false
  try {
    const found = await findEntryByLogin(directory, login)
    const entry = found.type === 'one' ? found.entry : null
    // Counted by the person, because a directory finds the same person under several spellings of a login.
    const account = (entry && personIdOf(entry, directory.config)) ?? `login ${login.normalize('NFKC').toLowerCase()}`
    const accountWait = limits.takeForAccount(account, wish.ip, now())
    if (accountWait > 0) return blocked(accountWait)

    // Wrong passwords given elsewhere count too: the last one before the lock-out is never ours.
    // Of an account that is locked already nothing is said, as of a wrong password.
    const mayBeLocked = entry !== null && accountState(entry, directory.config, now()) !== 'locked'
    const directoryWait = mayBeLocked ? await waitForLockout(directory, entry, now()) : 0
    if (directoryWait > 0) return blocked(directoryWait)

    reached = true
    if (entry === null) {
      await directory.tryPassword(`cn=${randomUUID()},${directory.config.peopleBase}`, wish.password)
      return refused('sign-in-failed')
    }
    const verdict = await directory.tryPassword(entry.dn, wish.password)
    if (verdict === 'wrong' || verdict === 'locked') return refused('sign-in-failed')
    limits.succeeded(account, wish.ip)
    if (verdict === 'must-change') return refused('password-must-change')
    if (verdict === 'not-usable') return refused('account-not-usable')

    const described = await describePerson(directory, entry, now())
    if (described === null) return refused('account-not-usable')
    const { person, unit, passwordMark } = described
    return { person, unitName: unit?.name ?? null, passwordMark }
  } catch (error) {
    if (!(error instanceof DirectoryUnavailable) && !(error instanceof ResultCodeError)) throw error
    if (!reached) limits.giveBackToAddress(wish.ip)
    deps.onOutage?.(error)
    return refused('directory-unavailable')
  }
}

const blocked = (wait: number) => refused('sign-in-blocked', { retryAfterSeconds: Math.ceil(wait / 1000) })

/** The login without outer spaces; `null` for what no directory holds. */
function acceptableLogin(login: unknown): string | null {
  if (typeof login !== 'string') return null
  const trimmed = login.trim()
  const bytes = Buffer.byteLength(trimmed, 'utf8')
  return bytes > 0 && bytes <= 256 && !/\p{Cc}/u.test(trimmed) ? trimmed : null
}
