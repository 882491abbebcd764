import { connect, createServer, type Socket } from 'node:net'

/** Stands between a client and a server, passes bytes on, and breaks the line where a test says so. */
export interface Relay {
  readonly port: number
  /** Connections that were accepted so far. */
  readonly accepted: () => number
  /** Everything that clients sent, as a listener on the wire sees it. */
  readonly heard: () => Buffer
  /** The first bytes of each connection that sent any. */
  readonly firstBytes: () => readonly Buffer[]
  /** Destroys every open connection, as a firewall does to idle ones. */
  drop(): void
  /** The next bytes of the client, on any connection, are not passed on: the connection is destroyed instead. */
  cutNextRequest(): void
  /** From now on bytes are taken and nothing is answered. */
  stall(): void
  /** From now on nobody is let in, and those inside are thrown out. */
  shut(): Promise<void>
  close(): Promise<void>
}

/**
 * @param host address to listen on; any of 127.0.0.0/8 is loopback on Linux
 * @param port 0: the system picks one
 */
export async function startRelay(
  target: { readonly host: string; readonly port: number },
  host = '127.0.0.1',
  port = 0,
): Promise<Relay> {
  const heard: Buffer[] = []
  const firstBytes: Buffer[] = []
  const sockets = new Set<Socket>()
  let accepted = 0
  let cutting = false
  let stalled = false
  const server = createServer((near) => {
    accepted += 1
    const far = connect(target.port, target.host)
    const end = () => {
      near.destroy()
      far.destroy()
    }
    for (const socket of [near, far]) {
      sockets.add(socket)
      socket.setNoDelay(true)
      socket.on('error', end)
      socket.on('close', () => {
        sockets.delete(socket)
        end()
      })
    }
    near.once('data', (bytes: Buffer) => firstBytes.push(bytes))
    near.on('data', (bytes: Buffer) => {
      heard.push(bytes)
      if (stalled) return
      if (cutting) {
        cutting = false
        return end()
      }
      far.write(bytes)
    })
    far.on('data', (bytes) => {
      if (!stalled) near.write(bytes)
    })
  })
  await new Promise<void>((resolve) => server.listen(port, host, resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the relay has no port')
  const drop = () => {
    for (const socket of sockets) socket.destroy()
  }
  const shut = () =>
    new Promise<void>((resolve) => {
      if (!server.listening) return resolve()
      server.close(() => resolve())
      drop()
    })
  return {
    port: address.port,
    accepted: () => accepted,
    heard: () => Buffer.concat(heard),
    firstBytes: () => firstBytes,
    drop,
    cutNextRequest: () => {
      cutting = true
    },
    stall: () => {
      stalled = true
    },
    shut,
    close: shut,
  }
}
