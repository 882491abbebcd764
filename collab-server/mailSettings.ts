import type { SmtpSettings } from './mail/mailer.ts'

/** How this office sends mails. */
export interface MailSettings {
  readonly smtp: SmtpSettings
  /** How long a message waits for more of the same material (ms). */
  readonly quietMs: number
}

/** Reads one variable each way; as `readConfig` does. */
interface Reading {
  readonly text: (name: string) => string | null
  readonly file: (name: string) => string | null
  readonly required: (name: string, why: string) => string
  readonly choice: <T extends string>(name: string, allowed: readonly T[], fallback: T) => T
  readonly positive: (name: string, fallback: number) => number
}

const address = /^(?:[^<>\r\n"]*<)?[^\s<>@"]+@[^\s<>@"]+>?$/

/** Settings of mail; `null` when no server is named: then nobody gets any. */
export function readMailSettings(
  { text, file, required, choice, positive }: Reading,
  faults: string[],
): MailSettings | null {
  const host = text('GLOSA_SMTP_HOST')
  if (host === null) return null
  const security = choice('GLOSA_SMTP_SECURITY', ['starttls', 'tls', 'none'], 'starttls')
  const user = text('GLOSA_SMTP_USER')
  const password = file('GLOSA_SMTP_PASSWORD_FILE') ?? text('GLOSA_SMTP_PASSWORD')
  if ((user === null) !== (password === null)) {
    faults.push('GLOSA_SMTP_USER and GLOSA_SMTP_PASSWORD_FILE belong together: set both or neither')
  }
  if (security === 'none' && password !== null) {
    faults.push('GLOSA_SMTP_SECURITY: a password is not sent to a server without TLS')
  }
  const from = required('GLOSA_MAIL_FROM', 'the address that mails come from')
  if (from && !address.test(from)) faults.push('GLOSA_MAIL_FROM must be an address, or a name and <address>')
  const port = positive('GLOSA_SMTP_PORT', security === 'tls' ? 465 : security === 'starttls' ? 587 : 25)
  const ca = file('GLOSA_SMTP_CA_FILE')
  const quietMs = positive('GLOSA_MAIL_QUIET_MINUTES', 5) * 60_000
  return { smtp: { host, port, security, user, password, ca, from }, quietMs }
}
