import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { connect, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { createServer } from 'node:tls'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** A gate that lets through only who shows the one certificate it knows. */
export interface MutualTls {
  readonly url: string
  /** Files (PEM) in the folder: what the client shows, and whom it trusts. */
  readonly certFile: string
  readonly keyFile: string
  readonly caFile: string
  /** How many connections came through. */
  readonly passed: number
  close(): Promise<void>
}

/**
 * Puts TLS with certificates on both sides before a plain counterpart.
 * @param days for which the client's certificate is valid from now
 */
export async function startMutualTls(folder: string, port: number, days: number): Promise<MutualTls> {
  const issue = async (name: string, valid: number, subject: string) => {
    const [key, cert] = [join(folder, `${name}.key`), join(folder, `${name}.crt`)]
    const ec = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes']
    const named = ['-subj', subject, '-addext', 'subjectAltName=IP:127.0.0.1']
    await run('openssl', ['req', '-x509', ...ec, '-days', String(valid), ...named, '-keyout', key, '-out', cert])
    return { key, cert }
  }
  const server = await issue('gate', 30, '/CN=gate')
  const client = await issue('client', days, '/C=CZ/O=Podhorsky kraj/CN=Glosa spojeni')
  let passed = 0
  const gate = createServer(
    {
      key: await readFile(server.key),
      cert: await readFile(server.cert),
      ca: await readFile(client.cert),
      requestCert: true,
      rejectUnauthorized: true,
    },
    (socket) => {
      passed += 1
      const behind = connect(port, '127.0.0.1')
      socket.on('error', () => behind.destroy())
      behind.on('error', () => socket.destroy())
      socket.pipe(behind).pipe(socket)
    },
  )
  await new Promise<void>((resolve) => gate.listen(0, '127.0.0.1', resolve))
  return {
    url: `https://127.0.0.1:${(gate.address() as AddressInfo).port}`,
    certFile: client.cert,
    keyFile: client.key,
    caFile: server.cert,
    get passed() {
      return passed
    },
    close: () => new Promise((resolve) => gate.close(() => resolve())),
  }
}
