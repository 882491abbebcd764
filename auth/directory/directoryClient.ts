import { createSecureContext, type SecureContext } from 'node:tls'
import { PasswordPolicyControl, ResultCodeError, type Client, type Filter } from 'ldapts'
import { binaryAttributes, DirectoryEntry } from './directoryEntry.ts'
import {
  checkDirectoryConfig,
  DirectoryConfigError,
  limitsOf,
  type DirectoryConfig,
  type DirectoryLimits,
} from './directoryConfig.ts'
import { dial, DirectoryUnavailable, type Line } from './dial.ts'
import { verdictOfFailure, verdictOfSuccess, type PasswordVerdict } from './passwordVerdict.ts'

export interface DirectorySearch {
  readonly base: string
  readonly scope: 'base' | 'one' | 'sub'
  /** Built from objects, never from text, so that no value can become syntax. */
  readonly filter: Filter
  readonly attributes: readonly string[]
}

/** Asks one question; see {@link DirectoryClient.search}. */
export type Search = (search: DirectorySearch) => Promise<readonly DirectoryEntry[]>

/** How one address of the directory is doing. */
export interface DirectoryServer {
  readonly url: string
  /** When its last try failed; `null` when it did not. */
  readonly failedAt: number | null
}

export interface DirectoryClientOptions {
  readonly now?: () => number
  /** Told where the directory pointed elsewhere; nobody goes there. */
  readonly onReferral?: (urls: readonly string[]) => void
}

const noSuchObject = 32
const unavailableCodes = [51, 52]

/**
 * The office's directory over LDAPS. Searches share a few connections of the service account;
 * a person's password is always tried on a connection of its own. Every step has a time limit,
 * an address that fails is tried last for a while, and nothing reconnects behind the caller's back.
 */
export class DirectoryClient {
  readonly config: DirectoryConfig
  readonly #limits: DirectoryLimits
  readonly #secureContext: SecureContext
  readonly #now: () => number
  readonly #onReferral: (urls: readonly string[]) => void
  readonly #failedAt = new Map<string, number>()
  #answeredAt: number | null = null
  #idle: Line[] = []
  #open = 0
  #waiting: (() => void)[] = []
  #closed = false

  /** @throws DirectoryConfigError when the configuration is not acceptable */
  constructor(config: DirectoryConfig, options: DirectoryClientOptions = {}) {
    checkDirectoryConfig(config)
    this.config = config
    this.#limits = limitsOf(config)
    this.#secureContext = createSecureContext({
      minVersion: 'TLSv1.2',
      ...(config.ca === null ? {} : { ca: config.ca }),
    })
    this.#now = options.now ?? Date.now
    this.#onReferral = options.onReferral ?? (() => {})
  }

  /**
   * All entries that match, however many; pages are fetched one after the other. Referrals are
   * not followed. A base that does not exist has no entries.
   * @throws DirectoryUnavailable when no server answers; ResultCodeError when one refuses the search
   */
  search(search: DirectorySearch): Promise<readonly DirectoryEntry[]> {
    return this.#withService((client) => this.#ask(client, search))
  }

  /**
   * Asks several questions of one and the same server, which matters for what only that server
   * counts. When the server is lost in between, all of them are asked again elsewhere.
   * @throws DirectoryUnavailable when no server answers
   */
  onOneServer<T>(ask: (search: Search) => Promise<T>): Promise<T> {
    return this.#withService((client) => ask((search) => this.#ask(client, search)))
  }

  /** The addresses, in the order of the configuration, and when one of them last answered a search. */
  status(): { readonly servers: readonly DirectoryServer[]; readonly answeredAt: number | null } {
    const servers = this.config.urls.map((url) => ({ url, failedAt: this.#failedAt.get(url) ?? null }))
    return { servers, answeredAt: this.#answeredAt }
  }

  /**
   * Tries a password. The name must be a DN found by a search, never what somebody typed: the
   * directory would take other names too, and ldapts takes some words for SASL mechanisms. When the
   * server is lost before it answers, another one is asked once.
   * @throws DirectoryUnavailable when no server answers
   */
  async tryPassword(dn: string, password: string): Promise<PasswordVerdict> {
    if (!isAcceptablePassword(password)) return 'wrong'
    if (!dn.includes('=')) throw new TypeError('a password is tried for a DN only')
    for (let attempt = 1; ; attempt += 1) {
      const line = await this.#connect()
      const policy = new PasswordPolicyControl()
      try {
        await line.client.bind(dn, password, policy)
        this.#answeredAt = this.#now()
        return verdictOfSuccess(policy.value)
      } catch (error) {
        const verdict = verdictOfFailure(error, policy.value)
        if (verdict !== null) return verdict
        this.#failedAt.set(line.url, this.#now())
        if (attempt >= 2) throw new DirectoryUnavailable('the bind got no answer', { cause: error })
      } finally {
        line.hangUp()
      }
    }
  }

  /** Hangs up the idle connections; those in use when they are given back. */
  close(): void {
    this.#closed = true
    for (const line of this.#idle.splice(0)) this.#drop(line)
    for (const wake of this.#waiting.splice(0)) wake()
  }

  async #ask(client: Client, { base, scope, filter, attributes }: DirectorySearch): Promise<readonly DirectoryEntry[]> {
    try {
      const found = await client.search(base, {
        scope,
        filter,
        attributes: [...attributes],
        explicitBufferAttributes: [...binaryAttributes],
        ...(scope === 'base' ? {} : { paged: { pageSize: this.#limits.pageSize } }),
        timeLimit: Math.ceil(this.#limits.requestTime / 1000),
      })
      this.#answeredAt = this.#now()
      if (found.searchReferences.length > 0) this.#onReferral(found.searchReferences)
      return found.searchEntries.map((entry) => new DirectoryEntry(entry))
    } catch (error) {
      if (error instanceof ResultCodeError && error.code === noSuchObject) return []
      throw error
    }
  }

  /**
   * Tries the addresses in order, those that failed lately last.
   * @param enter what must succeed on the new connection before it counts as one
   */
  async #connect(enter: (line: Line) => Promise<unknown> = () => Promise.resolve()): Promise<Line> {
    const now = this.#now()
    const cooling = (url: string) => (this.#failedAt.get(url) ?? -Infinity) + this.#limits.coolDown > now
    const { urls } = this.config
    const problems: string[] = []
    let cause: unknown
    for (const url of [...urls.filter((one) => !cooling(one)), ...urls.filter(cooling)]) {
      let line: Line | null = null
      try {
        line = await dial(url, this.#secureContext, this.#limits, this.#now)
        await enter(line)
        this.#failedAt.delete(url)
        return line
      } catch (error) {
        line?.hangUp()
        if (error instanceof DirectoryConfigError) throw error
        this.#failedAt.set(url, this.#now())
        problems.push(line === null ? messageOf(error) : `${url}: the service account cannot bind: ${messageOf(error)}`)
        cause = error
      }
    }
    throw new DirectoryUnavailable(`no directory server answers: ${problems.join('; ')}`, { cause })
  }

  /** Silence or a wrong service password: either way nobody can sign in, and it is no person's fault. */
  #serviceLine(): Promise<Line> {
    const { serviceDn, servicePassword } = this.config
    return this.#connect((line) => line.client.bind(serviceDn, servicePassword))
  }

  async #acquire(): Promise<Line> {
    for (;;) {
      if (this.#closed) throw new DirectoryUnavailable('the directory client is closed')
      const line = this.#idle.pop()
      if (line) {
        if (!line.isDead() && this.#now() - line.openedAt < this.#limits.connectionAge) return line
        this.#drop(line)
      } else if (this.#open < this.#limits.connections) {
        this.#open += 1
        try {
          return await this.#serviceLine()
        } catch (error) {
          this.#open -= 1
          this.#waiting.shift()?.()
          throw error
        }
      } else {
        await new Promise<void>((resolve) => this.#waiting.push(resolve))
      }
    }
  }

  #release(line: Line): void {
    if (this.#closed || line.isDead()) return this.#drop(line)
    this.#idle.push(line)
    this.#waiting.shift()?.()
  }

  #drop(line: Line): void {
    this.#open -= 1
    line.hangUp()
    this.#waiting.shift()?.()
  }

  /** Runs a search; after a lost connection once more on another one, which is safe because it changes nothing. */
  async #withService<T>(search: (client: Client) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      const line = await this.#acquire()
      try {
        const result = await search(line.client)
        this.#release(line)
        return result
      } catch (error) {
        if (error instanceof ResultCodeError && !unavailableCodes.includes(error.code)) {
          this.#release(line)
          throw error
        }
        this.#drop(line)
        this.#failedAt.set(line.url, this.#now())
        // The others to this server are likely as dead, and each would cost a time limit to find out.
        const stale = this.#idle.filter((idle) => idle.url === line.url)
        this.#idle = this.#idle.filter((idle) => idle.url !== line.url)
        for (const idle of stale) this.#drop(idle)
        if (attempt >= 2) throw new DirectoryUnavailable('the search got no answer', { cause: error })
      }
    }
  }
}

/** Whether a password may be sent at all: an empty one would succeed as an anonymous bind on some servers. */
export const isAcceptablePassword = (password: unknown): password is string =>
  typeof password === 'string' &&
  password.length > 0 &&
  !password.includes('\0') &&
  Buffer.byteLength(password, 'utf8') <= 1024

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error))
