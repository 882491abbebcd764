import type { SecondFactorView } from '@glosa/domain/contract'
import {
  isRefused,
  proofOf,
  refused,
  type FactorId,
  type FactorKind,
  type FactorRow,
  type Instant,
  type PersonId,
  type Refused,
  type SessionLevel,
  type SessionRow,
} from '@glosa/domain/model'
import type { Sessions } from './session.ts'
import type { Serve } from './serveRoute.ts'

type Json = Readonly<Record<string, unknown>>

/** An enrolled factor as it is shown; nothing of it is secret. */
export type EnrolledFactor = Pick<FactorRow, 'id' | 'label' | 'createdAt' | 'lastUsedAt'> & {
  readonly kind: FactorKind
}

/** A factor that was just set up; recovery codes come with the first one. */
export interface Enrolled {
  readonly factor: EnrolledFactor
  readonly recoveryCodes: readonly string[] | null
}

/** A code with which somebody sets up their first factor. */
export interface IssuedCode {
  readonly enrolmentCode: string
  readonly expiresAt: Instant
}

/** What the routes need of second factors, each asked from a session. */
export interface OfficeFactors {
  status(session: SessionRow): Promise<
    Pick<SecondFactorView, 'demand' | 'roleDemand' | 'recoveryCodesLeft' | 'needsEnrolmentCode' | 'mayChange'> & {
      readonly level: SessionLevel
      readonly factors: readonly EnrolledFactor[]
    }
  >
  beginTotp(
    session: SessionRow,
    code: string | null,
  ): Promise<
    { readonly secret: string; readonly uri: string; readonly qrSvg: string; readonly expiresAt: Instant } | Refused
  >
  confirmTotp(session: SessionRow, code: string, label: string): Promise<Enrolled | Refused>
  beginPasskey(session: SessionRow, code: string | null): Promise<Json | Refused>
  confirmPasskey(session: SessionRow, response: unknown, label: string): Promise<Enrolled | Refused>
  showTotp(session: SessionRow, code: string): Promise<true | Refused>
  beginShowPasskey(session: SessionRow): Promise<Json | Refused>
  showPasskey(session: SessionRow, response: unknown): Promise<true | Refused>
  showRecoveryCode(session: SessionRow, code: string): Promise<true | Refused>
  rename(session: SessionRow, id: FactorId, label: string): Promise<true | Refused>
  remove(session: SessionRow, id: FactorId): Promise<true | Refused>
  renewRecoveryCodes(session: SessionRow): Promise<readonly string[] | Refused>
  /** What administrators see of somebody's factors. */
  ofPerson(personId: PersonId): Promise<{
    readonly factors: readonly EnrolledFactor[]
    readonly recoveryCodesLeft: number
    readonly enrolmentCodeUntil: Instant | null
  }>
  issueEnrolmentCode(personId: PersonId): Promise<IssuedCode | Refused>
  reset(personId: PersonId): Promise<IssuedCode | Refused>
}

/** One's own second factors, and showing them. */
export function serveSecondFactor(serve: Serve, factors: OfficeFactors, sessions: Sessions): void {
  const shown = async (row: SessionRow, answer: true | Refused) => {
    if (isRefused(answer)) return answer
    const now = await sessions.find(row.id)
    return now ? sessions.view(now) : refused('session-ended')
  }

  serve('readSecondFactor', async ({ who }) => {
    const status = await factors.status(who.row)
    const { factor } = proofOf(who.row)
    return {
      ...status,
      shown: factor && { kind: factor.kind, at: factor.at },
      factors: status.factors.map(shownFactor),
    }
  })
  serve('beginTotp', async ({ who, body }) => factors.beginTotp(who.row, body.enrolmentCode))
  serve('confirmTotp', async ({ who, body }) => enrolled(await factors.confirmTotp(who.row, body.code, body.label)))
  serve('beginPasskey', async ({ who, body }) => {
    const options = await factors.beginPasskey(who.row, body.enrolmentCode)
    return isRefused(options) ? options : { options: { ...options } }
  })
  serve('confirmPasskey', async ({ who, body }) =>
    enrolled(await factors.confirmPasskey(who.row, body.response, body.label)),
  )
  serve('showTotp', async ({ who, body }) => shown(who.row, await factors.showTotp(who.row, body.code)))
  serve('beginShowPasskey', async ({ who }) => {
    const options = await factors.beginShowPasskey(who.row)
    return isRefused(options) ? options : { options: { ...options } }
  })
  serve('showPasskey', async ({ who, body }) => shown(who.row, await factors.showPasskey(who.row, body.response)))
  serve('showRecoveryCode', async ({ who, body }) => shown(who.row, await factors.showRecoveryCode(who.row, body.code)))
  serve('renameFactor', async ({ who, params, body }) => {
    const renamed = await factors.rename(who.row, params.factorId, body.label)
    return isRefused(renamed) ? renamed : null
  })
  serve('removeFactor', async ({ who, params }) => {
    const removed = await factors.remove(who.row, params.factorId)
    return isRefused(removed) ? removed : null
  })
  serve('renewRecoveryCodes', async ({ who }) => {
    const codes = await factors.renewRecoveryCodes(who.row)
    return isRefused(codes) ? codes : { recoveryCodes: [...codes] }
  })
}

export const shownFactor = ({ id, kind, label, createdAt, lastUsedAt }: EnrolledFactor) => ({
  factorId: id,
  kind,
  label,
  createdAt,
  lastUsedAt,
})

const enrolled = (answer: Enrolled | Refused) =>
  isRefused(answer)
    ? answer
    : { factor: shownFactor(answer.factor), recoveryCodes: answer.recoveryCodes && [...answer.recoveryCodes] }
