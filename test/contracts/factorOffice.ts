import { randomBytes } from 'node:crypto'
import { openKeyRing, openSession, readSecretKeys, SecondFactors } from '@glosa/auth'
import {
  instant,
  isRefused,
  officePolicy,
  parsePersonId,
  type AuditAct,
  type OfficeStorage,
  type Person,
  type Refused,
  type Role,
  type SecondFactorPolicy,
  type SessionRow,
} from '@glosa/domain/model'
import { openMemoryStorage } from '@glosa/storage'
import { generateSync } from 'otplib'
import { Authenticator } from '../support/authenticator.ts'

/** Where the office’s pages are. */
export const origin = 'https://glosa.example.org'
/** The relying party of its passkeys. */
export const host = 'glosa.example.org'
/** A minute in milliseconds. */
export const minute = 60_000

/** A key of 32 bytes, all of them the letter. */
export const keyOf = (letter: string): string => Buffer.alloc(32, letter).toString('base64')

/**
 * What was given.
 * @throws when it was refused
 */
export function given<T>(answer: T | Refused): T {
  if (isRefused(answer)) throw new Error(`refused: ${answer.refused}`)
  return answer
}

/** An office whose people have second factors, in a time of its own. */
export class FactorOffice {
  /** In milliseconds since 1970. */
  now = Date.UTC(2026, 4, 4, 6)
  policy: SecondFactorPolicy = officePolicy
  readonly audited: AuditAct[] = []
  readonly storage: OfficeStorage
  readonly factors: SecondFactors

  private constructor(storage: OfficeStorage) {
    this.storage = storage
    this.factors = this.node()
  }

  static async open(): Promise<FactorOffice> {
    return new FactorOffice(await openMemoryStorage())
  }

  /** What second factors need, with a ring of keys. */
  depsOf(ring: string) {
    return {
      factors: this.storage.factors,
      shortLived: this.storage.shortLived,
      sessions: this.storage.sessions,
      keys: readSecretKeys(ring),
      now: () => instant(this.now),
      randomBytes,
      issuer: 'Glosa',
      officeName: 'Krajský úřad',
      relyingParty: host,
      origins: () => [origin],
      policy: async () => this.policy,
      audit: async (_by: unknown, act: AuditAct) => void this.audited.push(act),
    }
  }

  /** A node of the office: the same storage, another process. */
  node(ring = `one:${keyOf('1')}`): SecondFactors {
    return new SecondFactors(this.depsOf(ring))
  }

  /** Opens a session as signing in by password does. */
  async session(login = 'pokorna', ...roles: Role[]): Promise<SessionRow> {
    const id = parsePersonId(`demo:${login}`)
    if (id === null) throw new Error('id')
    const person: Person = { id, login, displayName: login, email: null, unitId: null, roles: ['staff', ...roles] }
    const ring = await openKeyRing({ load: async () => [], save: async () => true }, this.now)
    const ownFactor = await this.factors.has(id)
    const proof = { by: 'password' as const, at: instant(this.now), ownFactor, factor: null }
    const deps = { sessions: this.storage.sessions, ring, now: () => instant(this.now), randomBytes }
    const { sessionId } = await openSession(deps, { person, unitName: null, userAgent: 'test', proof })
    return this.fresh(sessionId)
  }

  /** The session as it is now. */
  async fresh(id: SessionRow['id']): Promise<SessionRow> {
    const row = await this.storage.sessions.find(id)
    if (!row) throw new Error('no session')
    return row
  }

  /** The code of an authenticator application. */
  codeOf(secret: string, at = this.now): string {
    return generateSync({ secret, epoch: Math.floor(at / 1000) })
  }

  /** Sets an application up. @returns its secret and the recovery codes */
  async withTotp(row: SessionRow): Promise<{ readonly secret: string; readonly codes: readonly string[] }> {
    const { secret } = given(await this.factors.beginTotp(row, null))
    const { recoveryCodes } = given(await this.factors.confirmTotp(row, this.codeOf(secret), 'Telefon'))
    this.now += minute
    return { secret, codes: recoveryCodes ?? [] }
  }

  /** Sets a passkey up. */
  async withPasskey(row: SessionRow): Promise<Authenticator> {
    const authenticator = new Authenticator(origin, host)
    const options = given(await this.factors.beginPasskey(row, null))
    given(await this.factors.confirmPasskey(row, authenticator.create(options), 'Klíč'))
    return authenticator
  }
}
