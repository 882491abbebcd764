import { isIP } from 'node:net'
import {
  allowInsecureRequests,
  ClientSecretBasic,
  clockTolerance,
  discovery,
  enableNonRepudiationChecks,
  type Configuration,
} from 'openid-client'
import type { ProviderConfig } from './providerConfig.ts'

/** Seconds by which the provider's clock may differ. */
const tolerance = 30
/** Seconds for each request to the provider. */
const timeout = 8

/**
 * Reads the provider's own description and pins what it must keep to. Signatures of ID tokens are checked although
 * they come over TLS, so that an unsigned one is refused whatever brought it.
 * @throws what the library throws: the provider does not answer, or is not who it should be
 */
export async function openProvider(config: ProviderConfig): Promise<Configuration> {
  const issuer = new URL(config.issuer)
  const isHere = issuer.hostname === 'localhost' || (isIP(issuer.hostname) > 0 && issuer.hostname.startsWith('127.'))
  const metadata = {
    client_secret: config.clientSecret,
    id_token_signed_response_alg: config.idTokenAlgorithm,
    [clockTolerance]: tolerance,
  }
  const opened = await discovery(issuer, config.clientId, metadata, ClientSecretBasic(config.clientSecret), {
    timeout,
    execute: isHere ? [allowInsecureRequests] : [],
  })
  enableNonRepudiationChecks(opened)
  return opened
}
