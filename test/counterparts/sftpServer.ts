import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { freePort } from './freePort.ts'

/** A real OpenSSH server on loopback, for the person who runs the tests. */
export interface SftpServer {
  readonly port: number
  readonly user: string
  readonly privateKey: string
  /** As `ssh-keygen -l` prints it. */
  readonly hostKey: string
  /** Where packages go. */
  readonly folder: string
  close(): Promise<void>
}

/** @param parent where its keys and packages lie */
export async function startSftpServer(parent = tmpdir()): Promise<SftpServer> {
  const home = await mkdtemp(join(parent, 'glosa-sftp-'))
  const hostKey = join(home, 'host')
  const userKey = join(home, 'user')
  for (const file of [hostKey, userKey]) execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', file])
  const port = await freePort()
  const config = join(home, 'sshd_config')
  await writeFile(
    config,
    [
      `Port ${port}`,
      'ListenAddress 127.0.0.1',
      `HostKey ${hostKey}`,
      `AuthorizedKeysFile ${userKey}.pub`,
      `PidFile ${join(home, 'pid')}`,
      'PasswordAuthentication no',
      'PermitRootLogin prohibit-password',
      'StrictModes no',
      'UsePAM no',
      'MaxStartups 200',
      'PerSourceMaxStartups none',
      'Subsystem sftp internal-sftp',
    ].join('\n'),
  )
  // The server refuses to start without the folder that Debian makes at boot.
  if (process.getuid?.() === 0) await mkdir('/run/sshd', { recursive: true })
  const server = spawn('/usr/sbin/sshd', ['-D', '-e', '-f', config], { stdio: ['ignore', 'ignore', 'pipe'] })
  await listening(server, port)
  const folder = join(home, 'drop')
  await mkdir(folder)
  return {
    port,
    user: userInfo().username,
    privateKey: await readFile(userKey, 'utf8'),
    hostKey: execFileSync('ssh-keygen', ['-l', '-f', `${hostKey}.pub`], { encoding: 'utf8' }).split(' ')[1] ?? '',
    folder,
    async close() {
      const ended = new Promise((resolve) => server.once('close', resolve))
      server.kill()
      await ended
      await rm(home, { recursive: true, force: true })
    },
  }
}

/** Waits for the first line that says so; the end of the server says what is wrong. */
function listening(server: ChildProcess, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    let words = ''
    server.stderr?.on('data', (chunk: Buffer) => {
      words += chunk.toString('utf8')
      if (words.includes(`port ${port}`)) resolve()
    })
    server.once('error', reject)
    server.once('close', () => reject(new Error(`sshd ended: ${words}`)))
  })
}

/** What happens to one connection: how many bytes of the server's answers come through before it breaks or falls silent. */
export type Cut = number | { readonly silentAfter: number } | null

/** A piece on its way: it passes, or is lost with its connection, or something else arrives in its place. */
export type PieceFate = 'passes' | 'lost' | 'garbage'

/** Stands between a client and a server and breaks connections. */
export interface TcpProxy {
  readonly port: number
  /** Connections so far. */
  readonly seen: number
  /** Connections that are open now. */
  readonly open: number
  /** Asked for each connection, with its number from 1; `null` lets it be. */
  onConnection: (number: number) => Cut
  /** Asked for each piece that either side sent, over all connections. */
  onPiece: () => PieceFate
  /** How many bytes the server had sent after each of its answers on the connection of this number. */
  answersOf(connection: number): readonly number[]
  /** Breaks every connection that is open; resolves when this process, where the clients are, has heard of it. */
  cut(): Promise<void>
  close(): Promise<void>
}

export async function startTcpProxy(target: number): Promise<TcpProxy> {
  const clients = new Set<Socket>()
  let seen = 0
  const answers = new Map<number, number[]>()
  const server = createServer({ noDelay: true }, (client) => {
    seen += 1
    const cut = proxy.onConnection(seen)
    clients.add(client)
    client.on('error', () => client.destroy())
    const own: number[] = []
    answers.set(seen, own)
    const isSilent = cut !== null && typeof cut === 'object'
    const most = isSilent ? cut.silentAfter : cut
    const upstream = connect({ port: target, host: '127.0.0.1', noDelay: true })
    upstream.once('close', () => client.destroy())
    client.once('close', () => {
      clients.delete(client)
      upstream.destroy()
    })
    upstream.on('error', () => client.destroy())
    const carry = (to: Socket, chunk: Buffer): void => {
      const fate = proxy.onPiece()
      if (fate === 'lost') client.destroy()
      else to.write(fate === 'garbage' ? Buffer.alloc(chunk.length, '?') : chunk)
    }
    client.on('data', (chunk: Buffer) => carry(upstream, chunk))
    upstream.on('data', (chunk: Buffer) => {
      const sent = (own.at(-1) ?? 0) + chunk.length
      own.push(sent)
      if (most === null || sent <= most) carry(client, chunk)
      else if (!isSilent) client.destroy()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const cut = async (): Promise<void> => {
    for (const socket of clients) socket.destroy()
    // Closed in the first turn, heard of in the second, and told in the third.
    for (let turn = 0; turn < 3; turn += 1) await nextTurn()
  }
  const proxy: TcpProxy = {
    port: (server.address() as AddressInfo).port,
    get seen() {
      return seen
    },
    get open() {
      return clients.size
    },
    answersOf: (connection) => answers.get(connection) ?? [],
    onConnection: () => null,
    onPiece: () => 'passes',
    cut,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        void cut()
      }),
  }
  return proxy
}
