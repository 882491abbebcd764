import { createHash } from 'node:crypto'
import { join } from 'node:path'
import type { MaterialView, SealView } from '@glosa/domain/contract'
import { instant } from '@glosa/domain/model'
import { readSignatures, sealPdf, trialSealer } from '@glosa/records'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  newFolder,
  removeFolder,
  startGlosaProcess,
  until,
  withDemoMaterials,
  type GlosaProcess,
} from './glosaProcess.ts'
import { clerk, comment, found, openRound, invite, viewOf, type Clerk, type Founded } from './office.ts'

/** The whole server with a seal for trying out that somebody has to order. */
describe('sealing', () => {
  let folder = ''
  let glosa: GlosaProcess
  let drafter: Clerk
  let guest: Clerk
  let secretary: Clerk
  let own: Founded
  let second: Founded

  const locked = async (title: string): Promise<Founded> => {
    const material = await found(drafter, title)
    await invite(drafter, material.materialId, guest.personId, 'comment')
    await openRound(drafter, material.materialId)
    await comment(guest, material.materialId, 'tajnapoznamka', 'private')
    await drafter.call('POST', `/materials/${material.materialId}/round/close`)
    await secretary.call('POST', `/materials/${material.materialId}/lock`)
    return material
  }
  const ask = (person: Clerk, path: string, init: RequestInit = {}): Promise<Response> =>
    fetch(`${glosa.url}/api/v1${path}`, {
      ...init,
      headers: { cookie: person.cookie, origin: glosa.url, ...init.headers },
    })
  const order = async (person: Clerk, ...versions: { materialId: string; version: number }[]): Promise<Response> =>
    ask(person, '/seal/orders', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ versions }),
    })
  const bytesOf = async (path: string, person = drafter): Promise<Buffer> => {
    const answer = await ask(person, path)
    expect(answer.status).toBe(200)
    return Buffer.from(await answer.arrayBuffer())
  }
  const versionOf = async ({ materialId }: Founded): Promise<MaterialView['versions'][number]> => {
    const [version] = (await viewOf(secretary, materialId)).versions
    if (!version) throw new Error('the material is not locked')
    return version
  }
  const upload = (bytes: Uint8Array, person = drafter): Promise<Response> =>
    ask(person, `/materials/${own.materialId}/versions/1/signed-copies?fileName=podepsano.pdf`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/octet-stream' },
      body: new Uint8Array(bytes),
    })

  beforeAll(async () => {
    folder = await newFolder()
    glosa = await startGlosaProcess(folder, { GLOSA_SEAL_MODE: 'ordered' })
    drafter = await clerk(glosa, 'svobodova')
    guest = await clerk(glosa, 'machova')
    secretary = await clerk(glosa, 'pokorna')
    own = await locked('Zapečetěný materiál')
    second = await locked('Druhý zapečetěný materiál')
  })
  afterAll(async () => {
    await glosa.stop()
    await removeFolder(folder)
  })

  it('[SL13] [SL18] waits for the order, which not everybody may give', async () => {
    expect((await order(drafter, { materialId: own.materialId, version: 1 })).status).toBe(403)
    const { deliveries } = await viewOf(secretary, own.materialId)
    expect(deliveries.map(({ state }) => state)).toEqual(['queued'])
    const status: SealView = JSON.parse((await bytesOf('/seal', secretary)).toString())
    expect(status).toMatchObject({ isConfigured: true, mode: 'ordered', source: 'trial' })
    expect(status.warnings.map(({ code }) => code)).toContain('trial-certificate')
    expect((await ask(drafter, '/seal')).status).toBe(403)
  })

  it('[SL12] [SL14] seals many in one act, tells what cannot be, and delivers the sealed file', async () => {
    const listed: unknown = await secretary.call('GET', '/seal/versions?state=unsealed')
    const known = (listed as { versions: { materialId: string }[] }).versions.map(({ materialId }) => materialId)
    expect(known).toEqual(expect.arrayContaining([own.materialId, second.materialId]))
    const answer = await order(
      secretary,
      { materialId: own.materialId, version: 1 },
      { materialId: second.materialId, version: 1 },
      { materialId: own.materialId, version: 7 },
    )
    expect(answer.status).toBe(200)
    const { ordered, notOrdered } = JSON.parse(await answer.text())
    expect([ordered.length, notOrdered.map(({ code }: { code: string }) => code)]).toEqual([2, ['version-not-found']])
    await until(async () => {
      const views = await Promise.all([own, second].map(({ materialId }) => viewOf(secretary, materialId)))
      return views.every(({ deliveries }) => deliveries.every(({ state }) => state === 'registered'))
    })
    const version = await versionOf(own)
    expect([version.seals?.length, version.sealOrder]).toEqual([1, undefined])
    const pdf = await bytesOf(`/materials/${own.materialId}/versions/1/files/pdf`)
    expect(createHash('sha256').update(pdf).digest('hex')).toBe(version.seals?.[0]?.pdf)
    const [delivery] = (await viewOf(secretary, own.materialId)).deliveries
    expect(delivery && 'sent' in delivery && delivery.sent?.pdf).toBe(version.seals?.[0]?.pdf)
    expect(readSignatures(pdf, null).map(({ isIntact }) => isIntact)).toEqual([true])
    const again = await order(secretary, { materialId: own.materialId, version: 1 })
    expect(JSON.parse(await again.text()).notOrdered).toMatchObject([{ code: 'version-already-sealed' }])
  })

  it('[SL17] [SL18] refuses copies that are not this version under a signature', async () => {
    const pdf = await bytesOf(`/materials/${own.materialId}/versions/1/files/pdf`)
    const other = await bytesOf(`/materials/${second.materialId}/versions/1/files/pdf`)
    const codeOf = async (bytes: Uint8Array, person = drafter) =>
      JSON.parse(await (await upload(bytes, person)).text()).code
    expect(await codeOf(Buffer.from('no PDF at all'))).toBe('unsupported-media-type')
    expect(await codeOf(other)).toBe('signed-copy-differs')
    expect(await codeOf(Buffer.concat([pdf, Buffer.from('\n% nothing')]))).toBe('signed-copy-unsigned')
    expect(await codeOf(pdf, guest)).toBe('not-permitted')
    // Our own file was not signed by anybody outside, whatever seal it bears.
    expect(await codeOf(pdf)).toBe('signed-copy-unsigned')
    expect((await versionOf(own)).signedCopies).toBeUndefined()
  })

  it('[SL16] keeps a copy that somebody signed outside, and says who', async () => {
    const pdf = await bytesOf(`/materials/${own.materialId}/versions/1/files/pdf`)
    const sealer = await trialSealer(join(folder, 'outside'), 'Hejtmanka kraje', Date.now())
    const words = { at: instant(Date.now()), name: 'Mgr. Hejtmanka', reason: 'Schvaluji', location: null }
    const plan = { sealer, level: 'B-B', timestampAuthority: null, evidence: null } as const
    const signed = (await sealPdf(pdf, plan, words)).pdf
    const kept = await upload(signed)
    expect(kept.status).toBe(201)
    const { blob, signatures } = JSON.parse(await kept.text())
    expect(signatures).toMatchObject([
      { kind: 'signature', name: 'Mgr. Hejtmanka', reason: 'Schvaluji', isTrusted: null },
    ])
    const version = await versionOf(own)
    expect(version.signedCopies).toMatchObject([{ blob, original: version.seals?.[0]?.pdf, fileName: 'podepsano.pdf' }])
    expect(version.signedCopies?.[0]?.by.personId).toBe(drafter.personId)
    const path = `/materials/${own.materialId}/versions/1/signed-copies/${blob}`
    expect(Buffer.compare(await bytesOf(path, guest), signed)).toBe(0)
    expect((await upload(signed)).status).toBe(201)
    expect((await versionOf(own)).signedCopies?.length).toBe(1)
    const broken = Buffer.from(signed)
    const at = broken.lastIndexOf('/Reason')
    broken[at + 12] = (broken[at + 12] ?? 0) ^ 1
    expect(JSON.parse(await (await upload(broken)).text()).code).toBe('signature-broken')
  })

  it('[FM1] [FM2] [FM3] lets out the history and the comments without what is hidden', async () => {
    const secret = 'tajnapoznamka'
    for (const [person, sees] of [
      [guest, true],
      [secretary, false],
      [drafter, false],
    ] as const) {
      const log = (await bytesOf(`/materials/${own.materialId}/history.xml`, person)).toString()
      expect(log.includes('comment-lodged')).toBe(sees)
      expect(log).not.toContain(secret)
      const comments = (await bytesOf(`/materials/${own.materialId}/comments.jsonld`, person)).toString()
      expect(comments).not.toContain(secret)
    }
    const packed = (await bytesOf(`/materials/${own.materialId}/versions/1/files/history`)).toString()
    expect(packed).toContain('material-locked')
    expect(packed).not.toContain('comment-lodged')
    expect(packed).not.toContain('version-sealed')
  })

  it('[PF3] [PF5] finds what cannot be printed, and does not lock it', async () => {
    const odd = await found(drafter, 'Materiál se znakem \ue000')
    await invite(drafter, odd.materialId, guest.personId, 'comment')
    await openRound(drafter, odd.materialId)
    await drafter.call('POST', `/materials/${odd.materialId}/round/close`)
    const check: unknown = await drafter.call('GET', `/materials/${odd.materialId}/print-check`)
    expect(check).toMatchObject({ total: 1, findings: [{ in: 'title', codePoint: 'U+E000' }] })
    const answer = await ask(secretary, `/materials/${odd.materialId}/lock`, { method: 'POST' })
    expect([answer.status, JSON.parse(await answer.text()).code]).toEqual([422, 'unshowable-characters'])
  })
})

describe('a seal whose authority is away', () => {
  it('[SL15] [ZZ5] is tried again, and the problem is on the version until it is made', async () => {
    const folder = await newFolder()
    // Nobody listens there: every timestamp fails.
    const away = {
      ...withDemoMaterials,
      GLOSA_SEAL_MODE: 'ordered',
      GLOSA_SEAL_LEVEL: 'B-T',
      GLOSA_TSA_URL: 'http://127.0.0.1:9/tsa',
    }
    const glosa = await startGlosaProcess(folder, away)
    try {
      const secretary = await clerk(glosa, 'pokorna')
      const listed: unknown = await secretary.call('GET', '/seal/versions')
      const [own] = (listed as { versions: { materialId: Founded['materialId']; version: number }[] }).versions
      if (!own) throw new Error('the demo has a locked material')
      await secretary.call('POST', '/seal/orders', {
        versions: [{ materialId: own.materialId, version: own.version }],
      })
      const orderOf = async () => {
        const { versions } = await viewOf(secretary, own.materialId)
        return versions.find(({ number }) => number === own.version)
      }
      await until(async () => ((await orderOf())?.sealOrder?.attempts ?? 0) > 0)
      const version = await orderOf()
      expect(version?.seals).toBeUndefined()
      expect(version?.sealOrder?.lastProblem).toContain('timestamp authority does not answer')
      expect(version?.sealOrder?.problemCode).toBe('timestamp-authority-away')
      expect(version?.sealOrder?.nextAttemptAt).toBeGreaterThan(version?.sealOrder?.at ?? 0)
      const status: unknown = await secretary.call('GET', '/seal')
      expect((status as SealView).warnings.map(({ code }) => code)).toContain('timestamps-fail')
      expect((status as SealView).waiting).toBe(1)
    } finally {
      await glosa.stop()
      await removeFolder(folder)
    }
  })
})
