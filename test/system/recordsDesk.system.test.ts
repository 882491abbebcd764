import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type {
  CodeListsView,
  DeliveryView,
  DryRunView,
  FixityView,
  RecordsSystemView,
  ShownNotice,
} from '@glosa/domain/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startEsslSimulator, type EsslSimulator } from '../counterparts/esslSimulator.ts'
import { startMutualTls, type MutualTls } from '../counterparts/mutualTls.ts'
import { newFolder, removeFolder, startGlosaProcess, until, type GlosaProcess } from './glosaProcess.ts'
import { clerk, found, invite, openRound, viewOf, type Clerk, type Founded } from './office.ts'

describe('an office with a Czech records system and an archive', () => {
  let folder = ''
  let glosa: GlosaProcess
  let essl: EsslSimulator
  let gate: MutualTls
  let secretary: Clerk
  let keeper: Clerk
  let material: Founded

  const delivery = async (target: string) => {
    const { deliveries } = await viewOf(keeper, material.materialId)
    const one = deliveries.find((each) => each.target === target)
    if (!one) throw new Error('no delivery')
    return one
  }
  const systems = async () => {
    const answer: unknown = await keeper.call('GET', '/records/systems')
    return (answer as { systems: RecordsSystemView[] }).systems
  }

  beforeAll(async () => {
    folder = await newFolder()
    essl = await startEsslSimulator('2024', 'GLOSA')
    gate = await startMutualTls(folder, Number(new URL(essl.origin).port), 20)
    const file = join(folder, 'targets.json')
    const targets = [
      {
        ...{ kind: 'essl', name: 'spisovka', label: 'Spisová služba', url: `${gate.url}/ermsAPI` },
        ...{ caFile: gate.caFile, client: { certFile: gate.certFile, keyFile: gate.keyFile } },
        ...{ source: 'GLOSA', destination: 'ESSL', originator: 'PK', user: 'glosa', timeoutMs: 20_000 },
        auth: { type: 'basic', user: 'glosa', password: { env: 'ESSL_PASSWORD' } },
      },
      {
        ...{ kind: 'sip', name: 'archiv', after: 'spisovka', receipt: 'self' },
        place: { type: 'folder', folder: join(folder, 'archiv') },
        submitter: { name: 'Podhorský kraj', id: '70890000' },
      },
    ]
    await writeFile(file, JSON.stringify({ targets }))
    glosa = await startGlosaProcess(folder, { GLOSA_RECORDS_TARGETS_FILE: file, ESSL_PASSWORD: 'tajné' })
    const drafter = await clerk(glosa, 'svobodova')
    const guest = await clerk(glosa, 'machova')
    secretary = await clerk(glosa, 'pokorna')
    keeper = await clerk(glosa, 'spisovna')
    material = await found(drafter, 'Zpráva o plnění rozpočtu')
    await invite(drafter, material.materialId, guest.personId, 'comment')
    await openRound(drafter, material.materialId)
    await drafter.call('POST', `/materials/${material.materialId}/round/close`)
    essl.refuse('9998', 'Podací deník je uzavřen')
    await secretary.call('POST', `/materials/${material.materialId}/lock`)
  })
  afterAll(async () => {
    await glosa.stop()
    await gate.close()
    await essl.close()
    await removeFolder(folder)
  })

  it('[DE21] shows a refusal to the records manager, and after the decision brings the version to both, numbered', async () => {
    await until(async () => (await delivery('spisovka')).state === 'rejected')
    expect((await systems()).find(({ target }) => target === 'spisovka')).toMatchObject({
      label: 'Spisová služba',
      deadLetters: 1,
      canReadBack: true,
      hasCodeLists: true,
      givesNumberFirst: true,
    })
    expect((await delivery('archiv')).state).toBe('queued')
    const { id } = await delivery('spisovka')
    await keeper.call('POST', `/materials/${material.materialId}/deliveries/${id}/requeue`)
    await until(async () => (await delivery('archiv')).state === 'registered')
    const view = await viewOf(keeper, material.materialId)
    expect(view.documentReference).toMatch(/^MMB\/\d{6}\/2026$/)
    for (const target of ['spisovka', 'archiv']) {
      expect(await delivery(target)).toMatchObject({ state: 'registered', isVerified: true })
    }
  })

  it('[RZ6] shows its own certificate to the records system, and says when it has to be renewed', async () => {
    expect(gate.passed).toBeGreaterThan(0)
    const [spisovka, archiv] = await systems()
    expect(spisovka?.certificate).toMatchObject({ subject: expect.stringContaining('CN=Glosa spojeni'), daysLeft: 19 })
    expect(archiv?.certificate).toBeNull()
    const told = await until(async () => {
      const { notices } = (await keeper.call('GET', '/notices')) as unknown as { notices: ShownNotice[] }
      return notices.find(({ kind }) => kind === 'records-certificate-renew') ?? null
    })
    expect(told).toMatchObject({ materialId: null, dueAt: spisovka?.certificate?.notAfter })
    const metrics = await (await fetch(`${glosa.url}/metrics`)).text()
    expect(metrics).toContain('glosa_records_certificate_days_left{target="spisovka"} 19')
  })

  it('[DE21] shows the receipt, the messages and the files of a delivery, without the password', async () => {
    const { id } = await delivery('spisovka')
    const path = `/materials/${material.materialId}/deliveries/${id}`
    const answer: unknown = await keeper.call('GET', path)
    const view = answer as DeliveryView
    expect(view.receiptText).toContain('ProfilDokumentuZadostResponse')
    expect(view.files.map(({ role }) => role)).toContain('rendition')
    expect(view.exchanges.map(({ operation }) => operation)).toEqual(
      expect.arrayContaining(['DokumentZalozeni', 'Udalosti', 'SouborZadost']),
    )
    expect(view.exchanges.every(({ answer: came }) => came?.status === 200)).toBe(true)
    expect(JSON.stringify(view)).not.toContain('tajné')
    const receipt = await fetch(`${glosa.url}/api/v1${path}/receipt`, { headers: { cookie: keeper.cookie } })
    expect(receipt.headers.get('content-type')).toContain('xml')
  })

  it('[DE21] asks the records system for health and code lists, tries a delivery, and looks at what was delivered', async () => {
    const health: unknown = await keeper.call('POST', '/records/systems/spisovka/check')
    expect(health).toMatchObject({ isUsable: true })
    const lists: unknown = await keeper.call('POST', '/records/systems/spisovka/code-lists')
    expect((lists as CodeListsView).lists.map(({ id }) => id)).toEqual(['VecnaSkupina', 'SkartacniRezim'])
    const documents = essl.documents.size
    const run: unknown = await keeper.call('POST', '/records/systems/spisovka/dry-run', {
      materialId: material.materialId,
      version: 1,
    })
    expect((run as DryRunView).messages.map(({ name }) => name)).toEqual(['DokumentZalozeni', 'Udalosti'])
    expect(essl.documents.size).toBe(documents)
    const key = [...essl.documents.values()].find(({ title }) => title.startsWith('Zpráva'))?.key ?? ''
    essl.tamper(key)
    const looked: unknown = await keeper.call('POST', '/records/fixity', { materialId: material.materialId })
    expect((looked as FixityView).findings).toMatchObject([{ place: 'records-system', line: { target: 'spisovka' } }])
    const { id } = await delivery('spisovka')
    await keeper.call('POST', `/materials/${material.materialId}/deliveries/${id}/explain-fixity`, {
      reason: 'Spisová služba převedla formát.',
    })
    const again: unknown = await keeper.call('POST', '/records/fixity', { materialId: material.materialId })
    expect((again as FixityView).findings).toEqual([])
    expect(essl.violations).toEqual([])
  })
})
