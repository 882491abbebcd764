import { connect, type SecureContext, type TLSSocket } from 'node:tls'
import { Client } from 'ldapts'
import { DirectoryConfigError, ldapsTarget, serverNameOf, type DirectoryLimits } from './directoryConfig.ts'

/** The directory did not answer, or not in time. Says nothing about anybody's password. */
export class DirectoryUnavailable extends Error {
  override readonly name = 'DirectoryUnavailable'
}

/** An ldapts client on exactly one verified TLS connection; once that is gone, it never opens another. */
export interface Line {
  readonly client: Client
  readonly url: string
  readonly openedAt: number
  readonly isDead: () => boolean
  readonly hangUp: () => void
}

/**
 * Opens one connection. ldapts gets the finished socket: left to itself it opens several at
 * once, and after a drop reconnects without telling and without the bind.
 * @param secureContext whose authorities count; made once, because reading them takes time
 * @throws DirectoryUnavailable when the server is not there, not in time or not whom the certificate says
 */
export async function dial(
  url: string,
  secureContext: SecureContext,
  limits: DirectoryLimits,
  now: () => number,
): Promise<Line> {
  const target = ldapsTarget(url)
  if (target === null) throw new DirectoryConfigError([`${url} is not an ldaps:// address`])
  const socket = await handshake(target, secureContext, limits.connectTime)
  let handedOver = false
  const client = new Client({
    url: `ldaps://${target.host.includes(':') ? `[${target.host}]` : target.host}:${target.port}`,
    timeout: limits.requestTime,
    createSecureConnection: () => {
      if (handedOver || socket.destroyed) throw new DirectoryUnavailable('the connection is gone')
      handedOver = true
      return socket
    },
  })
  return {
    client,
    url,
    openedAt: now(),
    isDead: () => socket.destroyed || !socket.writable || socket.readableEnded,
    hangUp: () => {
      socket.on('error', () => {})
      // An unbind request (RFC 4511 §4.3) before the end, so that the server logs a proper good-bye.
      if (socket.writable) socket.end(Buffer.from([0x30, 0x05, 0x02, 0x01, 0x7f, 0x42, 0x00]))
      socket.destroySoon()
    },
  }
}

function handshake(
  target: { readonly host: string; readonly port: number },
  secureContext: SecureContext,
  time: number,
): Promise<TLSSocket> {
  return new Promise((resolve, reject) => {
    const serverName = serverNameOf(target.host)
    const socket = connect({
      host: target.host,
      port: target.port,
      secureContext,
      rejectUnauthorized: true,
      ...(serverName === undefined ? {} : { servername: serverName }),
    })
    const give = (error: Error) => {
      clearTimeout(timer)
      socket.on('error', () => {})
      socket.destroy()
      reject(new DirectoryUnavailable(`${target.host}:${target.port}: ${error.message}`, { cause: error }))
    }
    const closed = () => give(new Error('closed during the TLS handshake'))
    const timer = setTimeout(() => give(new Error('no TLS handshake in time')), time)
    socket.once('error', give)
    socket.once('close', closed)
    socket.once('secureConnect', () => {
      clearTimeout(timer)
      socket.off('error', give)
      socket.off('close', closed)
      socket.setNoDelay(true)
      socket.setKeepAlive(true, 30_000)
      resolve(socket)
    })
  })
}
