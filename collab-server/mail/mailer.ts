import { createTransport } from 'nodemailer'

/** How mails leave the office. */
export interface SmtpSettings {
  readonly host: string
  readonly port: number
  /** `starttls` and `tls` check the server's certificate; `none` is for a server on this machine. */
  readonly security: 'starttls' | 'tls' | 'none'
  readonly user: string | null
  readonly password: string | null
  /** PEM of the authority that signed the server's certificate; `null` for the system's. */
  readonly ca: string | null
  /** Address, or name and address, that mails come from. */
  readonly from: string
}

/** A calendar file that goes with a message. */
export interface MailCalendar {
  readonly fileName: string
  /** What the receiver's calendar shall do with it (RFC 5546); the same as in the file. */
  readonly method: 'PUBLISH' | 'REQUEST' | 'CANCEL'
  readonly content: string
}

/** A message on its way. */
export interface OutgoingMail {
  /** Without angle brackets; the same for every try of the same message. */
  readonly messageId: string
  readonly to: { readonly name: string; readonly address: string }
  readonly subject: string
  readonly text: string
  readonly html: string
  readonly calendar: MailCalendar | null
  readonly language: string
}

/** What became of a message. */
export type MailOutcome =
  | { readonly type: 'sent' }
  /** The server refuses it for good: this recipient, or this message. */
  | { readonly type: 'refused'; readonly problem: string }
  /** Not now: this recipient or message may be tried again. */
  | { readonly type: 'retry'; readonly problem: string }
  /** The server does not answer or does not let us in: nothing can be sent. */
  | { readonly type: 'down'; readonly problem: string }

export interface Mailer {
  send(mail: OutgoingMail): Promise<MailOutcome>
}

const patience = 20_000

/** Sends by SMTP, each message on a connection of its own: one that hangs holds up no other. */
export function smtpMailer(settings: SmtpSettings): Mailer {
  const { host, port, security, user, password, ca, from } = settings
  const transport = createTransport({
    host,
    port,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    ...(user !== null && password !== null ? { auth: { user, pass: password } } : {}),
    tls: { minVersion: 'TLSv1.2', ...(ca === null ? {} : { ca }) },
    connectionTimeout: patience,
    greetingTimeout: patience,
    socketTimeout: patience,
    // Nothing in a message is fetched from files or the net.
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return {
    async send({ messageId, to, subject, text, html, calendar, language }) {
      try {
        await transport.sendMail({
          from,
          to,
          subject,
          text,
          html,
          messageId: `<${messageId}>`,
          headers: {
            'Auto-Submitted': 'auto-generated',
            'X-Auto-Response-Suppress': 'All',
            'Content-Language': language,
          },
          ...(calendar === null
            ? {}
            : {
                attachments: [
                  {
                    filename: calendar.fileName,
                    content: calendar.content,
                    contentType: `text/calendar; charset=utf-8; method=${calendar.method}`,
                  },
                ],
              }),
        })
        return { type: 'sent' }
      } catch (error) {
        return outcomeOf(error)
      }
    },
  }
}

function outcomeOf(error: unknown): MailOutcome {
  if (!(error instanceof Error)) throw error
  const code = 'code' in error ? error.code : ''
  const command = 'command' in error ? error.command : ''
  const status = 'responseCode' in error && typeof error.responseCode === 'number' ? error.responseCode : 0
  const problem = error.message.slice(0, 300)
  // A server that does not take our sender takes nothing; one that does not take a recipient or a message takes others.
  const isOfMessage = code === 'EMESSAGE' || (code === 'EENVELOPE' && command !== 'MAIL FROM')
  if (!isOfMessage) return { type: 'down', problem }
  return status >= 400 && status < 500 ? { type: 'retry', problem } : { type: 'refused', problem }
}
