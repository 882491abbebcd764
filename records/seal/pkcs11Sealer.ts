import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { turns } from '@glosa/domain/model'
import { withScratchFolder } from '../scratchFolder.ts'
import { chainOf, readCertificate, type Certificate } from './certificate.ts'
import { certificateOfKey, keyKindOf, SealUnusable, type Sealer } from './sealer.ts'

const run = promisify(execFile)

/** A key in a token: a card, a USB key, a hardware security module. */
export interface TokenKey {
  /** Library of the maker of the token, e.g. `/usr/lib/softhsm/libsofthsm2.so`. */
  readonly module: string
  readonly tokenLabel: string
  /** Id of the key and its certificate in hex. */
  readonly keyId: string
  readonly pin: string
  /** The tool of OpenSC. */
  readonly tool?: string
  /** Surroundings that the library needs, such as the path of its configuration. */
  readonly environment?: Readonly<Record<string, string>>
}

const longestMs = 30_000
const pinVariable = 'GLOSA_TOKEN_PIN'

/**
 * Seals with a key that never leaves its token, through `pkcs11-tool` of OpenSC: a native library
 * of a token maker that crashes or hangs ends a child process and not the server.
 * @param more issuers of the certificate
 * @throws SealUnusable when the token, its PIN or its certificate cannot be used
 */
export async function pkcs11Sealer(key: TokenKey, more: readonly Certificate[] = []): Promise<Sealer> {
  const tool = tokenTool(key)
  const certificate = await tool.certificate()
  const keyKind = keyKindOf(certificate.x509.publicKey)
  // Tokens do one thing at a time.
  const inTurn = turns<'token'>()
  const sign = (bytes: Uint8Array): Promise<Uint8Array> => inTurn('token', () => tool.sign(bytes, keyKind))
  await certificateOfKey([certificate], sign)
  const issuers = chainOf(certificate, more)
    .slice(1)
    .filter(({ isSelfIssued }) => !isSelfIssued)
  return { certificate, issuers, keyKind, isTrial: false, sign }
}

function tokenTool({ module, tokenLabel, keyId, pin, tool = 'pkcs11-tool', environment = {} }: TokenKey) {
  const call = (...args: string[]): Promise<Buffer> =>
    withScratchFolder(async (folder) => {
      const [input, output] = [path.join(folder, 'in'), path.join(folder, 'out')]
      try {
        const bytes = args[0] === 'sign' ? Buffer.from(args.pop() ?? '', 'base64') : Buffer.alloc(0)
        await writeFile(input, bytes, { mode: 0o600 })
        const files = args[0] === 'sign' ? ['--input-file', input] : []
        await run(
          tool,
          [
            ...['--module', module, '--token-label', tokenLabel, '--id', keyId],
            // The PIN is not on the command line, where other processes could read it.
            ...['--login', '--pin', `env:${pinVariable}`],
            ...args.slice(1),
            ...files,
            ...['--output-file', output],
          ],
          { timeout: longestMs, env: { PATH: process.env['PATH'] ?? '', ...environment, [pinVariable]: pin } },
        )
        return await readFile(output)
      } catch (error) {
        throw new SealUnusable(`the token ${tokenLabel} cannot be used: ${problemOf(error)}`)
      }
    })
  return {
    certificate: async (): Promise<Certificate> => {
      const bytes = await call('read', '--read-object', '--type', 'cert')
      try {
        return readCertificate(bytes)
      } catch (error) {
        throw new SealUnusable(`the token ${tokenLabel} has no certificate ${keyId}: ${problemOf(error)}`)
      }
    },
    // Not every token hashes for elliptic curves itself.
    sign: (bytes: Uint8Array, kind: 'rsa' | 'ec'): Promise<Uint8Array> =>
      kind === 'rsa'
        ? call('sign', '--sign', '--mechanism', 'SHA256-RSA-PKCS', Buffer.from(bytes).toString('base64'))
        : call(
            'sign',
            ...['--sign', '--mechanism', 'ECDSA', '--signature-format', 'openssl'],
            createHash('sha256').update(bytes).digest('base64'),
          ),
  }
}

/** What the tool said last, without its command line. */
function problemOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const lines = 'stderr' in error ? String(error.stderr).trim().split('\n') : []
  const said = lines.filter((line) => !/^(Using slot|Using signature|Aborting)/.test(line)).join(', ')
  const code = 'code' in error ? String(error.code) : ''
  return (said || code || error.name).slice(0, 200)
}
