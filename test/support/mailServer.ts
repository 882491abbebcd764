import type { AddressInfo } from 'node:net'
import { throwawayCertificates } from '@glosa/auth/demo'
import type { SmtpSettings } from '@glosa/collab-server/mail/mailer.ts'
import PostalMime, { type Email } from 'postal-mime'
import { SMTPServer } from 'smtp-server'

/** A message as the server took it. */
export interface TakenMail {
  readonly to: readonly string[]
  readonly isEncrypted: boolean
  readonly raw: Buffer
  readonly email: Email
}

/** What a server answers to a recipient or to a message; `'drop'` takes the message and hangs up without a word. */
export type Answer = 'ok' | 'drop' | { readonly code: number; readonly text: string }

/** A real SMTP server in this process, which takes, refuses, hangs up and goes away as told. */
export interface TestMailServer {
  readonly taken: TakenMail[]
  /** What follows is asked for each recipient and message; the usual answer is yes. */
  answerTo: (recipient: string) => Answer
  answerMessage: (to: readonly string[]) => Answer
  readonly port: number
  readonly settings: SmtpSettings
  /** Stops taking connections; `open` takes them again on the same port. */
  close(): Promise<void>
  open(): Promise<void>
}

interface Options {
  readonly offersTls?: boolean
  readonly user?: { readonly name: string; readonly password: string }
}

export async function startMailServer({ offersTls = true, user }: Options = {}): Promise<TestMailServer> {
  const { ca, certificate, key } = throwawayCertificates(['localhost', '127.0.0.1'], Date.now())
  const taken: TakenMail[] = []
  let running: SMTPServer | null = null
  const server: TestMailServer & { port: number } = {
    taken,
    answerTo: () => 'ok',
    answerMessage: () => 'ok',
    port: 0,
    get settings(): SmtpSettings {
      return {
        host: 'localhost',
        port: server.port,
        security: 'starttls',
        user: user?.name ?? null,
        password: user?.password ?? null,
        ca,
        from: 'Glosa <glosa@office.example>',
      }
    },
    async open() {
      running = create()
      const port = server.port
      await new Promise<void>((resolve, reject) => {
        running?.once('error', reject)
        running?.listen(port, '127.0.0.1', resolve)
      })
      const address = running.server.address() as AddressInfo
      server.port = address.port
    },
    async close() {
      const closing = running
      running = null
      await new Promise<void>((resolve) => (closing ? closing.close(() => resolve()) : resolve()))
    },
  }
  const take = async (raw: Buffer, to: readonly string[], isEncrypted: boolean, answer: () => unknown) => {
    taken.push({ to, isEncrypted, raw, email: await PostalMime.parse(raw) })
    await answer()
  }
  /** The message is in, the answer is lost. */
  const hangUp = async () => {
    await server.close()
    await server.open()
  }
  const create = () =>
    new SMTPServer({
      key,
      cert: certificate,
      authOptional: !user,
      disabledCommands: [...(offersTls ? [] : ['STARTTLS' as const]), ...(user ? [] : ['AUTH' as const])],
      closeTimeout: 200,
      logger: false,
      onAuth({ username, password }, _session, done) {
        if (username === user?.name && password === user?.password) done(null, { user: username })
        else done(refusal({ code: 535, text: 'wrong password' }))
      },
      onRcptTo({ address }, _session, done) {
        const answer = server.answerTo(address)
        done(typeof answer === 'object' ? refusal(answer) : null)
      },
      onData(stream, session, done) {
        const chunks: Buffer[] = []
        stream.on('data', (chunk: Buffer) => chunks.push(chunk))
        stream.on('end', () => {
          const to = session.envelope.rcptTo.map(({ address }) => address)
          const answer = server.answerMessage(to)
          if (typeof answer === 'object') return done(refusal(answer))
          void take(Buffer.concat(chunks), to, session.secure, answer === 'ok' ? () => done(null) : hangUp)
        })
      },
    }).on('error', () => undefined)
  await server.open()
  return server
}

const refusal = ({ code, text }: { readonly code: number; readonly text: string }): Error =>
  Object.assign(new Error(text), { responseCode: code })
