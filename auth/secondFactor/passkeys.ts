import { instant, opaqueIdFrom, refused, type FactorId, type FactorRow, type Refused } from '@glosa/domain/model'
import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server'
import { passkeyData, type PasskeyData } from './factorData.ts'
import type { FactorDeps, FactorOwner } from './factorDeps.ts'
import { isAuthenticationResponse, isRegistrationResponse } from './webAuthnShapes.ts'

const challengeLasts = 5 * 60_000
/** COSE: EdDSA, ES256, RS256. Without the list a new Node offers ML-DSA, which hardly any authenticator has. */
const algorithms = [-8, -7, -257]

const newKey = ({ sessionId }: Pick<FactorOwner, 'sessionId'>) => `passkey-new:${sessionId}`
const showKey = ({ sessionId }: Pick<FactorOwner, 'sessionId'>) => `passkey:${sessionId}`

/** Options for `navigator.credentials.create`, as JSON. The authenticator must ask for PIN or finger. */
export async function offerPasskey(
  deps: FactorDeps,
  owner: FactorOwner,
  rows: readonly FactorRow[],
): Promise<Readonly<Record<string, unknown>>> {
  const options = await generateRegistrationOptions({
    rpName: deps.officeName,
    rpID: deps.relyingParty,
    userName: owner.login,
    userDisplayName: owner.displayName,
    userID: new TextEncoder().encode(owner.personId).slice(0, 64),
    challenge: Uint8Array.from(deps.randomBytes(32)),
    timeout: challengeLasts,
    attestationType: 'none',
    excludeCredentials: credentialsOf(rows),
    authenticatorSelection: { residentKey: 'preferred', userVerification: 'required' },
    supportedAlgorithmIDs: algorithms,
  })
  await deps.shortLived.put(newKey(owner), options.challenge, instant(deps.now() + challengeLasts))
  return { ...options }
}

/** Takes what the authenticator answered. The challenge is spent, whatever the answer. */
export async function confirmPasskey(
  deps: FactorDeps,
  owner: FactorOwner,
  response: unknown,
  label: string,
): Promise<FactorRow | Refused> {
  const expectedChallenge = await deps.shortLived.take(newKey(owner), deps.now())
  if (expectedChallenge === null) return refused('enrolment-expired')
  if (!isRegistrationResponse(response)) return refused('second-factor-wrong')
  const verified = await orWrong(deps, () =>
    verifyRegistrationResponse({
      response,
      expectedChallenge,
      expectedOrigin: [...deps.origins()],
      expectedRPID: deps.relyingParty,
      requireUserVerification: true,
      supportedAlgorithmIDs: algorithms,
    }),
  )
  if (!verified?.verified) return refused('second-factor-wrong')
  const { credential, credentialDeviceType, credentialBackedUp } = verified.registrationInfo
  const data: PasskeyData = {
    credentialId: credential.id,
    publicKey: Buffer.from(credential.publicKey).toString('base64url'),
    counter: credential.counter,
    transports: credential.transports ?? [],
    deviceType: credentialDeviceType,
    backedUp: credentialBackedUp,
  }
  const row: FactorRow = {
    id: opaqueIdFrom<FactorId>(deps.randomBytes(64)),
    personId: owner.personId,
    kind: 'passkey',
    label,
    createdAt: deps.now(),
    lastUsedAt: deps.now(),
    revision: 1,
    data: JSON.stringify(data),
  }
  return (await deps.factors.create(row)) ? row : refused('enrolment-expired')
}

/** Options for `navigator.credentials.get`, as JSON; `factor-not-found` for somebody without a passkey. */
export async function askForPasskey(
  deps: FactorDeps,
  owner: Pick<FactorOwner, 'sessionId'>,
  rows: readonly FactorRow[],
): Promise<Readonly<Record<string, unknown>> | Refused> {
  const allowCredentials = credentialsOf(rows)
  if (allowCredentials.length === 0) return refused('factor-not-found')
  const options = await generateAuthenticationOptions({
    rpID: deps.relyingParty,
    challenge: Uint8Array.from(deps.randomBytes(32)),
    timeout: challengeLasts,
    userVerification: 'required',
    allowCredentials,
  })
  await deps.shortLived.put(showKey(owner), options.challenge, instant(deps.now() + challengeLasts))
  return { ...options }
}

/** Takes the answer of one of the person's passkeys; the challenge is spent, whatever the answer. */
export async function usePasskey(
  deps: FactorDeps,
  owner: Pick<FactorOwner, 'sessionId'>,
  rows: readonly FactorRow[],
  response: unknown,
): Promise<FactorRow | Refused> {
  const expectedChallenge = await deps.shortLived.take(showKey(owner), deps.now())
  if (expectedChallenge === null) return refused('enrolment-expired')
  if (!isAuthenticationResponse(response)) return refused('second-factor-wrong')
  const row = rows.find((some) => some.kind === 'passkey' && passkeyData(some).credentialId === response.id)
  if (!row) return refused('second-factor-wrong')
  const data = passkeyData(row)
  const verified = await orWrong(deps, () =>
    verifyAuthenticationResponse({
      response,
      expectedChallenge,
      expectedOrigin: [...deps.origins()],
      expectedRPID: deps.relyingParty,
      requireUserVerification: true,
      credential: {
        id: data.credentialId,
        publicKey: new Uint8Array(Buffer.from(data.publicKey, 'base64url')),
        counter: data.counter,
      },
    }),
  )
  if (!verified?.verified) return refused('second-factor-wrong')
  const { newCounter, credentialBackedUp } = verified.authenticationInfo
  const next: PasskeyData = { ...data, counter: newCounter, backedUp: credentialBackedUp }
  const change = { label: row.label, lastUsedAt: deps.now(), data: JSON.stringify(next) }
  return (await deps.factors.change(row.id, row.revision, change)) ? row : refused('second-factor-wrong')
}

const credentialsOf = (rows: readonly FactorRow[]) =>
  rows
    .filter(({ kind }) => kind === 'passkey')
    .map((row) => {
      const { credentialId, transports } = passkeyData(row)
      return { id: credentialId, transports: [...transports] }
    })

/** The library throws plain errors at whatever does not fit, forged or malformed: each means no. */
async function orWrong<T>(deps: FactorDeps, verify: () => Promise<T>): Promise<T | null> {
  try {
    return await verify()
  } catch (error) {
    if (!(error instanceof Error)) throw error
    deps.onWrong?.(error)
    return null
  }
}
