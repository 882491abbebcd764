import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { SealLevel } from '@glosa/domain/model'
import { renderPdf } from '../render/renderPdf.ts'
import * as sample from '../sampleVersion.ts'
import { readPem } from './certificate.ts'
import { EvidenceMissing, gatherEvidence } from './evidence.ts'
import { readPdfRevision, withEntry } from './pdfRevision.ts'
import { pkcs11Sealer } from './pkcs11Sealer.ts'
import { pkcs12Sealer } from './pkcs12Sealer.ts'
import { readCms } from './readCms.ts'
import { readSignatures } from './readSignatures.ts'
import { readSignedCopy } from './readSignedCopy.ts'
import { SealUnusable } from './sealer.ts'
import { renewSeal, sealPdf, type SealPlan } from './sealPdf.ts'
import { sealPassword, startTestAuthorities, type TestAuthorities } from './testAuthorities.ts'
import { testSealPlan, testSealWords } from './testSealPlan.ts'
import { sealProblemOf } from './sealProblemOf.ts'
import { requestTimestamp, TimestampFailed } from './timestampAuthority.ts'
import { trialSealer } from './trialSealer.ts'

const run = promisify(execFile)

let authorities: TestAuthorities
let folder = ''
let pdf: Uint8Array = new Uint8Array()
let planAt: Awaited<ReturnType<typeof testSealPlan>>

beforeAll(async () => {
  authorities = await startTestAuthorities()
  folder = await mkdtemp(path.join(tmpdir(), 'glosa-seal-'))
  pdf = (await renderPdf(sample.wholeVersion(), async () => null, { locale: 'cs', recordNumber: 'KUPK 1/2026' })).pdf
  planAt = await testSealPlan(authorities)
})
afterAll(async () => {
  await authorities.close()
  await rm(folder, { recursive: true, force: true })
})
afterEach(() => {
  authorities.answerWith = 'timestamps'
})

const plan = (level: SealLevel, more: Partial<SealPlan> = {}): SealPlan => ({ ...planAt(level), ...more })
const seal = async (level: SealLevel, more: Partial<SealPlan> = {}) =>
  (await sealPdf(pdf, plan(level, more), testSealWords())).pdf
const roots = async () => readPem((await authorities.file('root.crt')).toString('utf8'))

async function kept(name: string, bytes: Uint8Array): Promise<string> {
  const file = path.join(folder, name)
  await writeFile(file, bytes)
  return file
}

/** What Poppler says of the signatures of a file. */
async function pdfsig(bytes: Uint8Array): Promise<string> {
  const { stdout } = await run('pdfsig', ['-nocert', await kept('sig.pdf', bytes)]).catch((error: unknown) => {
    // It ends with an error when a signature is not valid.
    if (error instanceof Error && 'stdout' in error) return { stdout: String(error.stdout) }
    throw error
  })
  return stdout
}

describe('the seal', () => {
  it.each(['B-B', 'B-T', 'B-LT', 'B-LTA'] as const)(
    '[SL1] [SL2] is accepted at level %s by pdfsig, openssl and us, over the very bytes of the PDF',
    async (level) => {
      const sealed = await seal(level)
      expect(Buffer.compare(sealed.subarray(0, pdf.length), pdf)).toBe(0)
      await run('qpdf', ['--check', await kept('check.pdf', sealed)])
      const said = await pdfsig(sealed)
      expect(said).toContain('Signature is Valid')
      expect(said).toContain('ETSI.CAdES.detached')
      if (level === 'B-B' || level === 'B-T') expect(said).toContain('Total document signed')

      const found = readSignatures(sealed, await roots())
      expect(found.map(({ kind }) => kind)).toEqual(level === 'B-LTA' ? ['signature', 'timestamp'] : ['signature'])
      expect(found.every(({ isIntact, isTrusted }) => isIntact && isTrusted)).toBe(true)
      const [own] = found
      expect(own).toMatchObject({
        name: 'Podhorský kraj',
        reason: testSealWords().reason,
        location: 'Podhoří',
        isQualified: true,
        isSeal: true,
      })
      expect(own?.signer.subject).toContain('CN=Elektronická pečeť kraje')
      expect(own?.timestampedAt === null).toBe(level === 'B-B')

      // What openssl needs: the CMS and the bytes that it covers.
      const range = /\/ByteRange \[0 (\d+) (\d+) (\d+)/.exec(sealed.toString('latin1'))?.slice(1).map(Number) ?? []
      const [length = 0, from = 0, rest = 0] = range
      const covered = Buffer.concat([sealed.subarray(0, length), sealed.subarray(from, from + rest)])
      const cms = await kept('seal.cms', own?.cms ?? Buffer.alloc(0))
      const content = await kept('covered', covered)
      const trust = ['-CAfile', path.join(authorities.folder, 'root.crt'), '-purpose', 'any']
      const verify = [
        'cms',
        '-verify',
        '-binary',
        '-inform',
        'DER',
        '-in',
        cms,
        '-content',
        content,
        '-out',
        '/dev/null',
      ]
      expect((await run('openssl', [...verify, ...trust])).stderr).toContain('successful')
      // One flipped byte, and openssl no longer says so.
      covered[200] = (covered[200] ?? 0) ^ 1
      await kept('covered', covered)
      await expect(run('openssl', [...verify, ...trust])).rejects.toThrow('CMS Verification failure')
    },
  )

  it('[SL2] shows one flipped byte to Poppler and to us', async () => {
    const sealed = await seal('B-T')
    for (const at of [200, Math.floor(pdf.length / 2), pdf.length - 50, sealed.length - 30]) {
      const changed = Buffer.from(sealed)
      changed[at] = (changed[at] ?? 0) ^ 1
      expect(readSignatures(changed, null).map(({ isIntact }) => isIntact)).toEqual([false])
    }
    const changed = Buffer.from(sealed)
    changed[200] = (changed[200] ?? 0) ^ 1
    expect(await pdfsig(changed)).not.toContain('Signature is Valid')
    const appended = readSignatures(Buffer.concat([sealed, Buffer.from('\n% more')]), null)
    expect(appended.map(({ isIntact, coversWholeFile }) => [isIntact, coversWholeFile])).toEqual([[true, false]])
  })

  it('[SL3] names its certificate by hash, and the time only in the PDF', async () => {
    const [found] = readSignatures(await seal('B-B'), null)
    const cms = readCms(found?.cms ?? Buffer.alloc(0))
    expect(cms.hasSigningTime).toBe(false)
    expect(cms.certificates.map(({ facts }) => facts.subject.split(',')[0])).toEqual(
      expect.arrayContaining(['CN=Elektronická pečeť kraje', 'CN=Test Issuing CA']),
    )
    const { stdout } = await run('openssl', [
      'cms',
      '-cmsout',
      '-print',
      '-inform',
      'DER',
      '-in',
      await kept('seal.cms', found?.cms ?? Buffer.alloc(0)),
    ])
    expect(stdout).toContain('id-smime-aa-signingCertificateV2')
    expect(stdout).not.toContain('signingTime')
    expect(found?.claimedAt).toBeGreaterThan(Date.now() - 60_000)
  })

  it('[SL4] has a timestamp that openssl accepts over the signature', async () => {
    const [found] = readSignatures(await seal('B-T'), null)
    const cms = readCms(found?.cms ?? Buffer.alloc(0))
    const token = await kept('token.tst', cms.timestampToken ?? Buffer.alloc(0))
    const data = await kept('signature', cms.signature)
    const trust = ['-CAfile', path.join(authorities.folder, 'root.crt')]
    const untrusted = ['-untrusted', path.join(authorities.folder, 'chain.crt')]
    const verify = ['ts', '-verify', '-data', data, '-in', token, '-token_in', ...trust, ...untrusted]
    expect((await run('openssl', verify)).stdout).toContain('Verification: OK')
    expect(Math.abs((found?.timestampedAt ?? 0) - Date.now())).toBeLessThan(60_000)
  })

  it('[SL4] has a timestamp over the whole file that openssl accepts, and not with one flipped byte', async () => {
    const sealed = await seal('B-LTA')
    const token = await kept('whole.tst', readSignatures(sealed, null)[1]?.cms ?? Buffer.alloc(0))
    const ranges = [...sealed.toString('latin1').matchAll(/\/ByteRange \[0 (\d+) (\d+) (\d+)/g)]
    const [length = 0, from = 0, rest = 0] = ranges.at(-1)?.slice(1).map(Number) ?? []
    expect(from + rest).toBe(sealed.length)
    const covered = Buffer.concat([sealed.subarray(0, length), sealed.subarray(from)])
    const trust = ['-CAfile', path.join(authorities.folder, 'root.crt')]
    const untrusted = ['-untrusted', path.join(authorities.folder, 'chain.crt')]
    const verify = async () =>
      run('openssl', [
        ...['ts', '-verify', '-data', await kept('whole', covered), '-in', token, '-token_in'],
        ...[...trust, ...untrusted],
      ])
    expect((await verify()).stdout).toContain('Verification: OK')
    covered[200] = (covered[200] ?? 0) ^ 1
    await expect(verify()).rejects.toThrow('message imprint mismatch')
  })

  it.each([
    ['outage', 'timestamp-authority-away'],
    ['garbage', 'timestamp-unusable'],
    ['refusals', 'timestamp-unusable'],
  ] as const)('[SL4] [ZZ5] is not made when the authority answers with %s', async (answer, kind) => {
    authorities.answerWith = answer
    const error: unknown = await seal('B-T').catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(TimestampFailed)
    expect(sealProblemOf(error)).toBe(kind)
  })

  it('[SL4] is not made when the authority says nothing, or what it says was meant for others', async () => {
    authorities.answerWith = 'nothing'
    const authority = { url: authorities.timestampUrl, timeoutMs: 5_000 }
    await expect(requestTimestamp(pdf, { ...authority, timeoutMs: 200 })).rejects.toThrow(TimestampFailed)
    authorities.answerWith = 'timestamps'
    await requestTimestamp(pdf, authority)
    authorities.answerWith = 'replay'
    await expect(requestTimestamp(pdf, authority)).rejects.toThrow('answers another request')
    await expect(seal('B-T')).rejects.toThrow('over other bytes')
  })

  it('[SL5] carries its proof, and can be renewed', async () => {
    const sealed = await seal('B-LTA')
    const text = sealed.toString('latin1')
    expect(text).toMatch(/\/DSS \d+ 0 R/)
    expect(text).toMatch(/\/OCSPs \[\d+ 0 R/)
    expect(text).toMatch(/\/CRLs \[\d+ 0 R/)
    const before = readSignatures(sealed, null)
    const renewed = await renewSeal(sealed, plan('B-LTA'), before[1]?.cms ?? Buffer.alloc(0), 2)
    expect(Buffer.compare(renewed.subarray(0, sealed.length), sealed)).toBe(0)
    const after = readSignatures(renewed, await roots())
    expect(after.map(({ kind, isIntact }) => [kind, isIntact])).toEqual([
      ['signature', true],
      ['timestamp', true],
      ['timestamp', true],
    ])
    await run('qpdf', ['--check', await kept('renewed.pdf', renewed)])
  })

  it('[SL6] asks only the hosts it may ask', async () => {
    const asked = authorities.asked.length
    await expect(seal('B-LT', { evidence: { ...planAt('B-LT').evidence, hosts: new Set() } })).rejects.toThrow(
      EvidenceMissing,
    )
    expect(authorities.asked.slice(asked)).toEqual(['POST /tsa'])
    await expect(seal('B-LT', { evidence: { ...planAt('B-LT').evidence, authorities: [] } })).rejects.toThrow(
      EvidenceMissing,
    )
  })

  it('[SL7] opens key files of every kind', async () => {
    for (const name of ['sealec', 'seal-legacy']) {
      const other = await pkcs12Sealer(await authorities.file(`${name}.p12`), sealPassword)
      const found = readSignatures(await seal('B-B', { sealer: other }), await roots())
      expect(found.map(({ isIntact, isTrusted }) => [isIntact, isTrusted])).toEqual([[true, true]])
    }
    await expect(pkcs12Sealer(await authorities.file('seal.p12'), 'jiné heslo')).rejects.toMatchObject({
      name: 'SealUnusable',
      code: 'key-unusable',
    })
    await expect(pkcs12Sealer(Buffer.from('not a key file'), 'x')).rejects.toThrow(SealUnusable)
  })

  it('[SL9] is not made outside the days of the certificate', async () => {
    const { notBefore, notAfter } = planAt('B-B').sealer.certificate.facts
    for (const at of [notBefore - 1_000, notAfter + 1_000]) {
      const refused = { name: 'SealUnusable', code: 'certificate-not-valid' }
      await expect(sealPdf(pdf, plan('B-B'), testSealWords(at))).rejects.toMatchObject(refused)
    }
  })

  it('[SL10] for trying out says that it proves nothing, and stays the same', async () => {
    const place = path.join(folder, 'trial')
    const first = await trialSealer(place, 'Podhorský kraj', Date.now())
    const again = await trialSealer(place, 'Podhorský kraj', Date.now())
    expect(again.certificate.facts.fingerprint).toBe(first.certificate.facts.fingerprint)
    expect(first.certificate.facts.subject).toContain('ZKUŠEBNÍ PEČEŤ')
    expect(first.isTrial).toBe(true)
    const sealed = await seal('B-B', { sealer: first })
    expect(await pdfsig(sealed)).toContain('Signature is Valid')
    const later = await trialSealer(place, 'Podhorský kraj', Date.now() + 2 * 365 * 86_400_000)
    expect(later.certificate.facts.fingerprint).not.toBe(first.certificate.facts.fingerprint)
  })

  it('[SL8] is made with a key that stays in its token', async () => {
    const token = path.join(folder, 'tokens')
    await mkdir(token)
    const configuration = await kept('softhsm.conf', Buffer.from(`directories.tokendir = ${token}\n`))
    const environment = { SOFTHSM2_CONF: configuration }
    const module = '/usr/lib/softhsm/libsofthsm2.so'
    const call = (command: string, ...args: string[]) =>
      run(command, args, { cwd: authorities.folder, env: { ...process.env, ...environment } })
    await call('softhsm2-util', '--init-token', '--free', '--label', 'pecet', '--pin', '1234', '--so-pin', '5678')
    const chain = planAt('B-LT').evidence.authorities
    for (const [name, keyId] of [
      ['seal', 'a1'],
      ['sealec', 'a2'],
    ] as const) {
      await call('openssl', 'pkcs8', '-topk8', '-nocrypt', '-in', `${name}.key`, '-out', `${name}.p8`)
      await call('openssl', 'x509', '-in', `${name}.crt`, '-outform', 'DER', '-out', `${name}.der`)
      const key = ['--import', `${name}.p8`, '--token', 'pecet', '--label', name, '--id', keyId, '--pin', '1234']
      await call('softhsm2-util', ...key)
      const certificate = ['--write-object', `${name}.der`, '--type', 'cert', '--id', keyId]
      await call(
        'pkcs11-tool',
        '--module',
        module,
        '--token-label',
        'pecet',
        '--login',
        '--pin',
        '1234',
        ...certificate,
      )
      const settings = { module, tokenLabel: 'pecet', keyId, pin: '1234', environment }
      const held = await pkcs11Sealer(settings, chain)
      const [found] = readSignatures(await seal('B-T', { sealer: held }), await roots())
      expect([found?.isIntact, found?.isTrusted, found?.timestampedAt !== null]).toEqual([true, true, true])
    }
    const settings = { module, tokenLabel: 'pecet', keyId: 'a1', pin: '9999', environment }
    await expect(pkcs11Sealer(settings)).rejects.toThrow('CKR_PIN_INCORRECT')
    await expect(pkcs11Sealer({ ...settings, pin: '1234', keyId: 'ff' })).rejects.toThrow(SealUnusable)
  })

  // Last of those that seal with it.
  it('[SL6] is not made with a revoked certificate', async () => {
    const { evidence } = planAt('B-LT')
    const revoked = await pkcs12Sealer(await authorities.file('sealec.p12'), sealPassword)
    await authorities.revoke('sealec')
    await expect(gatherEvidence([revoked.certificate], evidence)).rejects.toThrow('revoked')
    await expect(seal('B-LT', { sealer: revoked })).rejects.toMatchObject({ code: 'certificate-revoked' })
    // The list says the same where no OCSP answers.
    const silent = { ...revoked.certificate, ocspUrls: [] }
    await expect(gatherEvidence([silent], evidence)).rejects.toThrow('revoked')
  })
})

describe('a copy signed outside', () => {
  const sign = async (original: Uint8Array): Promise<Buffer> => {
    const person = await pkcs12Sealer(await authorities.file('person.p12'), sealPassword)
    const said = { ...testSealWords(), name: 'Mgr. Hejtmanka Krajová', reason: 'Schvaluji' }
    return (await sealPdf(original, plan('B-T', { sealer: person }), said)).pdf
  }

  it('[SL16] is read: who signed, when, qualified or not', async () => {
    const read = readSignedCopy(await sign(pdf), pdf, await roots())
    expect(read).toMatchObject({ isIntact: true, isSameText: true })
    expect(read.signatures).toMatchObject([
      {
        kind: 'signature',
        isQualified: true,
        isSeal: false,
        isTrusted: true,
        reason: 'Schvaluji',
        coversWholeFile: true,
      },
    ])
    expect(read.signatures[0]?.signer.subject).toContain('Hejtmanka Krajová')
    expect(read.signatures[0]?.timestampedAt).not.toBeNull()
  })

  it('[SL16] may be one that bears our seal already', async () => {
    const sealed = await seal('B-B')
    const read = readSignedCopy(await sign(sealed), sealed, null)
    expect([read.isIntact, read.isSameText, read.signatures.length]).toEqual([true, true, 1])
    expect(read.signatures[0]?.signer.subject).toContain('Hejtmanka Krajová')
    expect(readSignedCopy(sealed, sealed, null).signatures).toEqual([])
  })

  it('[SL17] is broken when a byte changed', async () => {
    const changed = await sign(pdf)
    changed[pdf.length - 40] = (changed[pdf.length - 40] ?? 0) ^ 1
    expect(readSignedCopy(changed, changed.subarray(0, pdf.length), null).isIntact).toBe(false)
  })

  it('[SL17] is another text when a page shows something else under the signature', async () => {
    const text = Buffer.from(pdf).toString('latin1')
    const page = /(?:^|\n)(\d+) 0 obj\n<<\s*\/Type \/Page\n[\s\S]*?\/Contents (\d+) 0 R/.exec(text)
    const [, pageNumber = '', contentNumber = ''] = page ?? []
    const file = readPdfRevision(Buffer.from(pdf))
    const stream = '<< /Length 9 >>\nstream\n0 0 m S Q\n\nendstream'
    const replaced = file.append(new Map([[Number(contentNumber), stream]]))
    const repointed = file.append(
      new Map([
        [Number(pageNumber), withEntry(file.object(Number(pageNumber)), 'Contents', `${file.size} 0 R`)],
        [file.size, stream],
      ]),
    )
    for (const forged of [replaced, repointed]) {
      const read = readSignedCopy(await sign(forged), pdf, null)
      expect([read.isIntact, read.isSameText]).toEqual([true, false])
    }
  })
})
