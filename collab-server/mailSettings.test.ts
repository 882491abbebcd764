import { describe, expect, it } from 'vitest'
import { readConfig } from './config.ts'

const read = (env: Record<string, string>) => readConfig({ NODE_ENV: 'development', ...env })
const mailOf = (env: Record<string, string>) => {
  const config = read(env)
  if ('faults' in config) throw new Error(config.faults.join())
  return config.mail
}
const faultsOf = (env: Record<string, string>) => {
  const config = read(env)
  return 'faults' in config ? config.faults.filter((fault) => /SMTP|MAIL/.test(fault)) : []
}
const server = { GLOSA_SMTP_HOST: 'smtp.office.example', GLOSA_MAIL_FROM: 'Glosa <glosa@office.example>' }

describe('settings of mail', () => {
  it('[NO21] send nothing until a server is named, and then over TLS', () => {
    expect(mailOf({})).toBeNull()
    expect(mailOf(server)).toEqual({
      smtp: {
        host: 'smtp.office.example',
        port: 587,
        security: 'starttls',
        user: null,
        password: null,
        ca: null,
        from: 'Glosa <glosa@office.example>',
      },
      quietMs: 300_000,
    })
    expect(mailOf({ ...server, GLOSA_SMTP_SECURITY: 'tls' })?.smtp.port).toBe(465)
    expect(mailOf({ ...server, GLOSA_SMTP_SECURITY: 'none' })?.smtp.port).toBe(25)
  })

  it('[NO21] have no secret of their own and send none in the clear', () => {
    const secret = 'tajne-heslo'
    const faults = [
      ...faultsOf({ ...server, GLOSA_SMTP_USER: 'glosa' }),
      ...faultsOf({ ...server, GLOSA_SMTP_PASSWORD: secret }),
      ...faultsOf({ ...server, GLOSA_SMTP_USER: 'glosa', GLOSA_SMTP_PASSWORD: secret, GLOSA_SMTP_SECURITY: 'none' }),
      ...faultsOf({ GLOSA_SMTP_HOST: 'smtp.office.example' }),
      ...faultsOf({ ...server, GLOSA_MAIL_FROM: 'nobody' }),
      ...faultsOf({ ...server, GLOSA_MAIL_FROM: 'a@b.example\r\nBcc: x@y.example' }),
    ]
    expect(faults).toHaveLength(6)
    expect(faults.join()).not.toContain(secret)
  })
})
