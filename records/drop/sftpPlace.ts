import { createHash } from 'node:crypto'
import { connect, type Socket } from 'node:net'
import { Client, type ConnectConfig, type SFTPWrapper } from 'ssh2'
import { PlaceAway, type DropPlace, type OpenPlace } from './dropPlace.ts'

export interface SftpOptions {
  readonly host: string
  readonly port: number
  readonly user: string
  readonly folder: string
  /** SHA-256 fingerprints of trusted host keys, as `ssh-keygen -l` prints them. */
  readonly hostKeys: readonly string[]
  readonly privateKey?: string
  readonly password?: string
  readonly timeoutMs: number
  /** How long a connection is kept for the next use, in milliseconds; two seconds when left out. */
  readonly keptMs?: number
}

const noSuchFile = 2
const failure = 4

/**
 * A folder behind SFTP, on a host whose key is known. A connection that served without trouble is kept for a moment: the
 * steps of a delivery follow one another, and to connect anew costs more than all of them.
 */
export function sftpPlace(options: SftpOptions): DropPlace {
  const { host, port, folder, timeoutMs, keptMs = 2_000 } = options
  const resting = new Map<Line, NodeJS.Timeout>()

  const take = (): Line => {
    const [line] = resting.keys()
    if (!line) return openLine(options)
    leave(line)
    line.socket.ref()
    return line
  }
  const rest = (line: Line): void => {
    if (line.socket.destroyed) return
    // Whatever ends it while it rests, nobody is given it any more.
    line.onEnd = () => leave(line)
    line.socket.unref()
    const end = () => line.end(new PlaceAway('not needed any more'))
    resting.set(line, setTimeout(end, keptMs).unref())
  }
  const leave = (line: Line): void => {
    clearTimeout(resting.get(line))
    resting.delete(line)
  }

  return {
    endpoint: `sftp://${host}:${port}/${folder.replace(/^\/+/, '')}`,
    async use(work) {
      const line = take()
      const ended = new Promise<never>((_, reject) => {
        line.onEnd = reject
      })
      const timer = setTimeout(() => line.end(new PlaceAway(`nothing within ${timeoutMs} ms`)), timeoutMs)
      try {
        const sftp = await Promise.race([line.sftp, ended])
        const done = await Promise.race([work(openPlace(sftp, folder)), ended])
        rest(line)
        return done
      } catch (error) {
        line.end(new PlaceAway('given up'))
        throw error
      } finally {
        clearTimeout(timer)
      }
    },
  }
}

/** A connection, for one use at a time. */
interface Line {
  readonly socket: Socket
  /** Never, when it ends before. */
  readonly sftp: Promise<SFTPWrapper>
  end(why: Error): void
  /** Told when it ended, from whichever side; perhaps more than once. */
  onEnd: (why: PlaceAway) => void
}

function openLine(options: SftpOptions): Line {
  const { host, port, user: username, privateKey, password, hostKeys, timeoutMs } = options
  // Each answer is waited for: small packets held back would cost 40 ms each.
  const socket = connect({ host, port, noDelay: true })
  const client = new Client()
  const config: ConnectConfig = {
    sock: socket,
    username,
    readyTimeout: timeoutMs,
    hostVerifier: (key: Buffer) => hostKeys.map(plain).includes(plain(fingerprintOf(key))),
    ...(privateKey ? { privateKey } : {}),
    ...(password ? { password } : {}),
  }
  const sftp = new Promise<SFTPWrapper>((resolve) => {
    client.once('ready', () => client.sftp((error, session) => (error ? line.end(error) : resolve(session))))
  })
  const line: Line = {
    socket,
    sftp,
    end(why) {
      line.onEnd(why instanceof PlaceAway ? why : new PlaceAway(wordsOf(why)))
      client.destroy()
    },
    onEnd: () => undefined,
  }
  client.on('error', line.end)
  client.on('close', () => line.end(new PlaceAway('the connection broke off')))
  client.connect(config)
  return line
}

const fingerprintOf = (key: Buffer): string => `SHA256:${createHash('sha256').update(key).digest('base64')}`
const plain = (fingerprint: string): string => fingerprint.replace(/=+$/, '')
const wordsOf = (error: Error): string =>
  'level' in error && error.level === 'client-authentication' ? 'signing in was refused' : error.message

type Callback<T> = (error: Error | undefined | null, value: T) => void

/** One call of SFTP as a promise; `missing` stands for a file that is not there. */
function call<T, M>(ask: (done: Callback<T>) => void, missing: M): Promise<T | M> {
  return new Promise((resolve, reject) => {
    ask((error, value) => {
      if (!error) resolve(value)
      else if ('code' in error && error.code === noSuchFile) resolve(missing)
      else reject(new PlaceAway(wordsOf(error)))
    })
  })
}

function openPlace(sftp: SFTPWrapper, folder: string): OpenPlace {
  const at = (name: string): string => `${folder.replace(/\/+$/, '')}/${name}`
  const exists = async (name: string): Promise<boolean> =>
    (await call((done) => sftp.stat(at(name), done), null)) !== null

  const makeFolders = async (name: string): Promise<void> => {
    const [top = ''] = name.split('/')
    for (const each of [folder, at(top)]) {
      if ((await call((done) => sftp.stat(each, done), null)) !== null) continue
      await new Promise<void>((resolve, reject) => {
        // Somebody else may have made it in between: that is as good.
        sftp.mkdir(each, (error) =>
          error && !('code' in error && error.code === failure) ? reject(new PlaceAway(wordsOf(error))) : resolve(),
        )
      })
    }
  }

  return {
    exists,
    async put(name, bytes) {
      await makeFolders(name)
      // A connection that breaks off in between must not leave half a note or receipt under its name.
      const unfinished = `${at(name)}.part`
      const handle = await call((done: Callback<Buffer>) => sftp.open(unfinished, 'w', done), null)
      if (!handle) throw new PlaceAway(`the folder of ${name} is gone`)
      const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
      const chunk = 32_768
      for (let start = 0; start < buffer.length; start += chunk) {
        const length = Math.min(chunk, buffer.length - start)
        await call(
          (done: Callback<undefined>) => sftp.write(handle, buffer, start, length, start, (e) => done(e, undefined)),
          null,
        )
      }
      await synced(sftp, handle)
      await call((done: Callback<undefined>) => sftp.close(handle, (error) => done(error, undefined)), null)
      await replace(sftp, unfinished, at(name))
    },
    get: (name) => call((done: Callback<Buffer>) => sftp.readFile(at(name), done), null),
    async move(from, to) {
      await makeFolders(to)
      await call((done: Callback<undefined>) => sftp.rename(at(from), at(to), (error) => done(error, undefined)), null)
    },
  }
}

/** Renames over what is there: in one step where the server can (OpenSSH), elsewhere the old file goes first. */
async function replace(sftp: SFTPWrapper, from: string, to: string): Promise<void> {
  const isRenamed = await new Promise<boolean>((resolve, reject) => {
    try {
      sftp.ext_openssh_rename(from, to, (error) => (error ? reject(new PlaceAway(wordsOf(error))) : resolve(true)))
    } catch {
      // The server does not know the extension: ssh2 says so by throwing at once.
      resolve(false)
    }
  })
  if (isRenamed) return
  await call((done: Callback<undefined>) => sftp.unlink(to, (error) => done(error, undefined)), null)
  await call((done: Callback<undefined>) => sftp.rename(from, to, (error) => done(error, undefined)), null)
}

/** Durable where the server can say so (OpenSSH); elsewhere as good as its close. */
async function synced(sftp: SFTPWrapper, handle: Buffer): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    try {
      sftp.ext_openssh_fsync(handle, (error) => (error ? reject(new PlaceAway(wordsOf(error))) : resolve()))
    } catch {
      // The server does not know the extension: ssh2 says so by throwing at once.
      resolve()
    }
  })
}
