import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/browser'
import * as z from 'zod'

const has = (value: unknown, key: string) => typeof value === 'object' && value !== null && key in value
const creation = z.custom<PublicKeyCredentialCreationOptionsJSON>(
  (value) => has(value, 'challenge') && has(value, 'rp'),
)
const request = z.custom<PublicKeyCredentialRequestOptionsJSON>((value) => has(value, 'challenge'))

/** Whether this browser knows passkeys at all. */
export const knowsPasskeys = (): boolean => 'PublicKeyCredential' in globalThis

/**
 * Lets the browser make a passkey (WebAuthn Level 3, §5.1.3).
 * @returns what the server checks; null when the person gave up or has no authenticator that fits
 */
export async function createPasskey(options: object) {
  const { startRegistration } = await import('@simplewebauthn/browser')
  const optionsJSON = creation.parse(options)
  return orGivenUp(async () => ({ ...(await startRegistration({ optionsJSON })) }))
}

/**
 * Lets the browser show a passkey (WebAuthn Level 3, §5.1.4).
 * @returns what the server checks; null when the person gave up or has none
 */
export async function showPasskey(options: object) {
  const { startAuthentication } = await import('@simplewebauthn/browser')
  const optionsJSON = request.parse(options)
  return orGivenUp(async () => ({ ...(await startAuthentication({ optionsJSON })) }))
}

// Browsers tell giving up, a time-out, a foreign address and an authenticator known already by errors with these names.
const givenUp = new Set(['NotAllowedError', 'AbortError', 'InvalidStateError', 'SecurityError'])

async function orGivenUp<Answer>(ask: () => Promise<Answer>): Promise<Answer | null> {
  try {
    return await ask()
  } catch (error) {
    if (error instanceof Error && givenUp.has(error.name)) return null
    throw error
  }
}
