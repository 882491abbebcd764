import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { instant, sealedPdfOf, stampOf, type DeliveryId, type MaterialId, type VersionSeal } from '@glosa/domain/model'
import { readPem, readSignatures, renderPdf, sha256Of } from '@glosa/records'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { decideAndAppend } from '../../collab-server/commands/decideAndAppend.ts'
import { createOfficeSeal, type OfficeSeal } from '../../collab-server/officeSeal.ts'
import { renewBeforeMs, renewTimestamps } from '../../collab-server/workers/renewTimestamps.ts'
import * as sample from '../../records/sampleVersion.ts'
import { sealPassword, startTestAuthorities, type TestAuthorities } from '../../records/seal/testAuthorities.ts'
import { done, foundInReview, materialOf, openCommandOffice } from '../support/commandOffice.ts'
import { secretary } from '../support/people.ts'

const day = 86_400_000
const silent = { info: () => undefined, warn: () => undefined }

describe('timestamps of seals', () => {
  let authorities: TestAuthorities
  let officeSeal: OfficeSeal
  let folder = ''
  let office: Awaited<ReturnType<typeof openCommandOffice>>
  let materialId: MaterialId
  /** Days that the certificate of the first timestamps is valid for: more than a renewal looks ahead. */
  const validDays = renewBeforeMs / day + 30

  const sealNow = async (): Promise<VersionSeal> => {
    const seal = (await materialOf(office, materialId)).versions[0]?.seals?.at(-1)
    if (!seal) throw new Error('the version has no seal')
    return seal
  }
  const renew = () => renewTimestamps(office.context, officeSeal, silent)

  beforeAll(async () => {
    authorities = await startTestAuthorities()
    await authorities.renewTimestampKey(validDays)
    folder = await mkdtemp(path.join(tmpdir(), 'glosa-renewal-'))
    const chain = readPem((await authorities.file('chain.crt')).toString('utf8'))
    officeSeal = createOfficeSeal(
      {
        key: { source: 'pkcs12', file: path.join(authorities.folder, 'seal.p12'), password: sealPassword },
        level: 'B-LTA',
        mode: 'automatic',
        location: null,
        timestampAuthority: { url: authorities.timestampUrl, credentials: null },
        authorities: chain,
        evidenceHosts: [authorities.host],
        trusted: null,
      },
      { name: 'Podhorský kraj', dataDir: folder },
      () => instant(Date.now()),
    )
    office = await openCommandOffice()
    office.pass(Date.now() - office.context.now())
    materialId = await foundInReview(office)
    const { pdf } = await renderPdf(sample.wholeVersion(), async () => null, { locale: 'cs', recordNumber: null })
    const { blobs } = office.context
    const sealed = await officeSeal.seal(pdf, 'zkouška')
    const { pdf: bytes, ...facts } = sealed
    const seal: VersionSeal = {
      ...facts,
      pdf: await blobs.put(bytes),
      original: await blobs.put(pdf),
      recordNumber: null,
    }
    const hash = await blobs.put(Buffer.from('{}'))
    done(
      await decideAndAppend(office.context, stampOf(secretary), materialId, () => [
        {
          type: 'material-locked',
          version: { number: 1, hash, parts: [] },
          deliveries: [{ id: sha256Of(Buffer.from('1')) as string as DeliveryId, target: 'folder' }],
        },
        { type: 'version-sealed', version: 1, seal },
      ]),
    )
  })
  afterAll(async () => {
    await office.close()
    await authorities.close()
    await rm(folder, { recursive: true, force: true })
  })

  it('[UE3] are left alone while their certificate is valid for long', async () => {
    const asked = authorities.asked.length
    expect(await renew()).toEqual({ renewed: 0, left: 0 })
    expect(authorities.asked).toHaveLength(asked)
    expect((await sealNow()).provenUntil).toBeGreaterThan(office.context.now() + renewBeforeMs)
  })

  it('[UE3] are not renewed by a certificate that ends no later, nor while the authority is away', async () => {
    office.pass(40 * day)
    expect(await renew()).toEqual({ renewed: 0, left: 1 })
    authorities.answerWith = 'outage'
    expect(await renew()).toEqual({ renewed: 0, left: 1 })
    authorities.answerWith = 'timestamps'
    expect((await sealNow()).renewal).toBeUndefined()
  })

  it('[UE3] are renewed before they end, over everything before, once', async () => {
    await authorities.renewTimestampKey(3 * validDays)
    const before = await sealNow()
    expect(await renew()).toEqual({ renewed: 1, left: 0 })
    const after = await sealNow()
    expect(after.pdf).toBe(before.pdf)
    expect(after.renewal?.timestamps).toBe(2)
    expect(after.renewal?.provenUntil).toBeGreaterThan(before.provenUntil ?? 0)
    const [old, renewed] = await Promise.all(
      [before.pdf, sealedPdfOf(after)].map((blob) => office.context.blobs.get(blob)),
    )
    if (!old || !renewed) throw new Error('a PDF is missing')
    expect(Buffer.compare(renewed.subarray(0, old.length), old)).toBe(0)
    expect(readSignatures(renewed, null).map(({ kind, isIntact }) => [kind, isIntact])).toEqual([
      ['signature', true],
      ['timestamp', true],
      ['timestamp', true],
    ])
    expect(await renew()).toEqual({ renewed: 0, left: 0 })
    const [last] = (await office.context.materialLog.read(materialId)).slice(-1)
    expect(last?.events.map(({ type }) => type)).toEqual(['seal-renewed'])
  })
})
