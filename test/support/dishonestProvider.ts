import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT, type CryptoKey, type JWTPayload } from 'jose'

/** What this provider hands out, whatever it was asked. */
export interface Handout {
  readonly claims: JWTPayload
  readonly algorithm?: 'RS256' | 'ES256' | 'HS256' | 'none'
  /** Signs by a key that the provider does not publish. */
  readonly foreignKey?: true
  readonly type?: string
}

/** An OpenID provider that a test makes lie. */
export interface DishonestProvider {
  readonly issuer: string
  /** Body of the last request to its token endpoint. */
  tokenRequest: URLSearchParams
  handout: Handout
  token(handout: Handout): Promise<string>
  close(): Promise<void>
}

export const dishonestClientId = 'glosa'
export const dishonestSecret = 'secret-of-the-dishonest-provider-012345'

export async function startDishonestProvider(): Promise<DishonestProvider> {
  const keys = await generateKeyPair('RS256', { extractable: true })
  const curve = await generateKeyPair('ES256', { extractable: true })
  const foreign = await generateKeyPair('RS256', { extractable: true })
  const published = [
    { ...(await exportJWK(keys.publicKey)), kid: 'rsa', alg: 'RS256', use: 'sig' },
    { ...(await exportJWK(curve.publicKey)), kid: 'curve', alg: 'ES256', use: 'sig' },
  ]
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const issuer = `http://127.0.0.1:${port}`

  const sign = ({ claims, algorithm = 'RS256', foreignKey, type = 'JWT' }: Handout): Promise<string> | string => {
    if (algorithm === 'none') return new UnsecuredJWT(claims).encode()
    const key: CryptoKey | Uint8Array = foreignKey
      ? foreign.privateKey
      : algorithm === 'HS256'
        ? new TextEncoder().encode(dishonestSecret)
        : algorithm === 'ES256'
          ? curve.privateKey
          : keys.privateKey
    const kid = algorithm === 'ES256' ? 'curve' : 'rsa'
    return new SignJWT(claims).setProtectedHeader({ alg: algorithm, kid, typ: type }).sign(key)
  }
  const provider: DishonestProvider = {
    issuer,
    tokenRequest: new URLSearchParams(),
    handout: { claims: {} },
    token: async (handout) => sign(handout),
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
  const answers: Readonly<Record<string, () => Promise<unknown>>> = {
    '/.well-known/openid-configuration': async () => ({
      issuer,
      authorization_endpoint: `${issuer}/authorize`,
      token_endpoint: `${issuer}/token`,
      jwks_uri: `${issuer}/keys`,
      response_types_supported: ['code'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['RS256', 'ES256', 'HS256', 'none'],
      authorization_response_iss_parameter_supported: true,
    }),
    '/keys': async () => ({ keys: published }),
    '/token': async () => ({
      access_token: 'access',
      token_type: 'Bearer',
      expires_in: 300,
      id_token: await sign(provider.handout),
    }),
  }
  server.on('request', (request, response) => {
    const answer = async () => {
      const chunks: Buffer[] = []
      for await (const chunk of request) chunks.push(chunk as Buffer)
      const path = request.url ?? ''
      if (path === '/token') provider.tokenRequest = new URLSearchParams(Buffer.concat(chunks).toString())
      const body = await answers[path]?.()
      response.writeHead(body === undefined ? 404 : 200, { 'content-type': 'application/json' })
      response.end(JSON.stringify(body ?? {}))
    }
    void answer()
  })
  return provider
}
