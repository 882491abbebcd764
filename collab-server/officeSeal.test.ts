import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { instant } from '@glosa/domain/model'
import { readConfig } from './config.ts'
import { createOfficeSeal } from './officeSeal.ts'
import { sealSettings } from '../test/support/sealSettings.ts'

const dayMs = 86_400_000
let dataDir = ''
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'glosa-office-seal-'))
})
afterEach(() => rm(dataDir, { recursive: true, force: true }))

describe('createOfficeSeal', () => {
  it('[SL11] tells the end of the certificate from 60 days before', async () => {
    let time = Date.now()
    const seal = createOfficeSeal(sealSettings(), { name: 'Podhorský kraj', dataDir }, () => instant(time))
    const codes = async () => (await seal.status()).warnings.map(({ code }) => code)
    expect(await codes()).toEqual(['without-timestamp', 'trial-certificate'])
    const { certificate } = await seal.status()
    const end = certificate?.notAfter ?? 0
    time = end - 61 * dayMs - 1
    expect(await codes()).not.toContain('certificate-expires-soon')
    time = end - 60 * dayMs
    expect(await codes()).toContain('certificate-expires-soon')
    expect((await seal.status()).daysLeft).toBe(60)
    time = end + 1
    expect(await codes()).toContain('certificate-expired')
    time = (certificate?.notBefore ?? 0) - 1
    expect(await codes()).toContain('certificate-not-yet-valid')
  })

  it('[SL11] starts without its key and says so', async () => {
    const key = { source: 'pkcs12', file: join(dataDir, 'gone.p12'), password: 'x' } as const
    const seal = createOfficeSeal(sealSettings({ key }), { name: 'Kraj', dataDir }, () => instant(Date.now()))
    expect(await seal.status()).toMatchObject({ certificate: null, warnings: [{ code: 'certificate-unreadable' }, {}] })
    await expect(seal.seal(Buffer.from('%PDF'), 'x')).rejects.toThrow('cannot be read')
  })
})

describe('the settings of the seal', () => {
  const faultsOf = (env: Record<string, string>): readonly string[] => {
    const config = readConfig({ GLOSA_DATA: dataDir, ...env })
    return 'faults' in config ? config.faults.filter((fault) => /SEAL|TSA|OFFICE_(ID|DATA)|PACKAGE/.test(fault)) : []
  }

  it.each([
    ['a key file without its password', { GLOSA_SEAL_FILE: '/nowhere.p12' }, 'GLOSA_SEAL_PASSWORD_FILE'],
    ['a key file that is not there', { GLOSA_SEAL_FILE: '/nowhere.p12', GLOSA_SEAL_PASSWORD: 'x' }, '/nowhere.p12'],
    ['a token without a PIN', { GLOSA_SEAL_TOKEN_MODULE: '/x.so' }, 'GLOSA_SEAL_TOKEN_PIN_FILE'],
    ['a level without an authority', { GLOSA_SEAL_LEVEL: 'B-T' }, 'GLOSA_TSA_URL'],
    ['an unknown level', { GLOSA_SEAL_LEVEL: 'B-X' }, 'GLOSA_SEAL_LEVEL'],
    ['a name without a password', { GLOSA_TSA_USER: 'x' }, 'GLOSA_TSA_PASSWORD_FILE'],
    ['a layer without the office', { GLOSA_PDF_LAYER: 'yes' }, 'GLOSA_OFFICE_ID'],
    ['an unknown file', { GLOSA_PACKAGE_FILES: 'history novel' }, 'GLOSA_PACKAGE_FILES'],
  ])('[SL19] name %s', (_what, env: Record<string, string>, named) => {
    expect(faultsOf(env).join('\n')).toContain(named)
  })

  it('[SL10] [SL19] give a seal for trying out to the demo only', () => {
    const demo = readConfig({ GLOSA_DATA: dataDir })
    expect('faults' in demo ? null : demo.seal.key.source).toBe('trial')
    const production = readConfig({
      NODE_ENV: 'production',
      GLOSA_DATA: dataDir,
      GLOSA_SEAL_TRIAL: 'yes',
      GLOSA_OFFICE_NAME: 'Kraj',
      GLOSA_PUBLIC_URL: 'https://glosa.example.org',
    })
    // Other things are missing there; a seal of its own is never put in their place.
    expect('faults' in production ? production.faults.join() : '').not.toContain('GLOSA_SEAL')
    expect('faults' in production ? 'none' : production.seal.key.source).toBe('none')
  })

  it('[FM7] leave the files of the package to the office', () => {
    const filesOf = (value?: string) => {
      const config = readConfig({ GLOSA_DATA: dataDir, ...(value === undefined ? {} : { GLOSA_PACKAGE_FILES: value }) })
      return 'faults' in config ? null : config.print.packageFiles
    }
    expect([filesOf(), filesOf('none'), filesOf('evidence, history')]).toEqual([
      ['history'],
      [],
      ['history', 'evidence'],
    ])
  })
})
