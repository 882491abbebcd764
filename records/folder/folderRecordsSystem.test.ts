import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { DeliveryId, Instant, RecordsPackage, Sha256 } from '@glosa/domain/model'
import { buildPackage } from '../package/buildPackage.ts'
import * as sample from '../sampleVersion.ts'
import { sha256Of } from '../versionHash.ts'
import { folderRecordsSystem } from './folderRecordsSystem.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'glosa-folder-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const now = () => Date.UTC(2026, 10, 21) as Instant
const own = () => folderRecordsSystem({ folder, selfReceipt: true, now })
const office = () => folderRecordsSystem({ folder, selfReceipt: false, now })
const parcel = (seed: string): Promise<RecordsPackage> =>
  buildPackage(
    sample.version({ parts: sample.wholeVersion().parts }),
    Buffer.from('%PDF'),
    sha256Of(seed) as string as DeliveryId,
    async (_blob: Sha256) => Buffer.from('attached'),
  )
const outgoing = () => readdir(path.join(folder, 'outgoing'))

describe('folderRecordsSystem', () => {
  it('[RE23] hands a package over whole', async () => {
    const sent = await parcel('a')
    expect(await own().send(sent)).toMatchObject({ type: 'accepted', recordNumber: 'FOLDER-2026-000001' })
    const name = `MAT-2026-0412-v1-${sent.deliveryId.slice(0, 16)}`
    expect(await outgoing()).toEqual([name])
    expect((await readdir(path.join(folder, 'outgoing', name))).sort()).toEqual(
      sent.files.map((file) => file.name).sort(),
    )
    for (const file of sent.files) {
      expect(sha256Of(await readFile(path.join(folder, 'outgoing', name, file.name)))).toBe(file.sha256)
    }
    expect(await readdir(path.join(folder, 'incomplete'))).toEqual([])
  })

  it('[RE24] gives the same answer to the same delivery', async () => {
    const sent = await parcel('a')
    const first = await own().send(sent)
    expect(await own().send(sent)).toEqual(first)
    expect(await own().reconcile(sent.deliveryId)).toMatchObject({
      type: 'accepted',
      raw: Buffer.from('raw' in first ? first.raw : []),
    })
    expect((await outgoing()).length).toBe(1)
  })

  it('[RE24] gives the same answer to the same delivery at once', async () => {
    const sent = await parcel('a')
    const system = own()
    const answers = await Promise.all([system.send(sent), system.send(sent), system.send(sent)])
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
    expect((await outgoing()).length).toBe(1)
  })

  it('[RE26] numbers deliveries at once without gap or repetition', async () => {
    const parcels = await Promise.all(['a', 'b', 'c', 'd', 'e', 'f'].map(parcel))
    // Each through an adapter of its own, as several processes would.
    const answers = await Promise.all(parcels.map((sent) => own().send(sent)))
    const numbers = answers.map((answer) => (answer.type === 'accepted' ? answer.recordNumber : answer.type))
    expect(numbers.sort()).toEqual([1, 2, 3, 4, 5, 6].map((number) => `FOLDER-2026-00000${number}`))
  })

  it('[RE25] waits for the receipt of the office, also when the package was moved away', async () => {
    const sent = await parcel('a')
    const problem = 'deposited, waiting for the receipt'
    const waiting = { type: 'uncertain', code: 'receipt-awaited', problem, isDeposited: true }
    expect(await office().reconcile(sent.deliveryId)).toBe('unknown')
    expect(await office().send(sent)).toEqual(waiting)
    expect(await office().reconcile(sent.deliveryId)).toEqual(waiting)
    const [name = ''] = await outgoing()
    await rename(path.join(folder, 'outgoing', name), path.join(folder, 'taken'))
    expect(await office().reconcile(sent.deliveryId)).toEqual(waiting)
    expect(await office().send(sent)).toEqual(waiting)
    expect(await outgoing()).toEqual([])

    const receipt = path.join(folder, 'receipts', `${sent.deliveryId}.json`)
    await writeFile(receipt, '{"recordNumber": "KUVK 1')
    expect(await office().reconcile(sent.deliveryId)).toMatchObject({ type: 'uncertain' })
    await writeFile(receipt, '{"recordNumber": "KUVK 12345/2026", "receivedBy": "podatelna"}')
    expect(await office().reconcile(sent.deliveryId)).toMatchObject({
      type: 'accepted',
      recordNumber: 'KUVK 12345/2026',
    })
  })

  it.each([
    ['empty', ''],
    ['no JSON', 'KUVK 1'],
    ['another shape', '[]'],
    ['no number', '{"recordNumber": 5}'],
    ['an empty number', '{"recordNumber": " "}'],
    ['a huge number', `{"recordNumber": "${'9'.repeat(500)}"}`],
  ])('[RE27] takes a receipt that is %s for none', async (_what, content) => {
    const sent = await parcel('a')
    await office().send(sent)
    await writeFile(path.join(folder, 'receipts', `${sent.deliveryId}.json`), content)
    expect(await office().reconcile(sent.deliveryId)).toMatchObject({ type: 'uncertain' })
  })

  it('[RE27] finds what was changed in the folder', async () => {
    const sent = await parcel('a')
    await office().send(sent)
    const [name = ''] = await outgoing()
    await writeFile(path.join(folder, 'outgoing', name, 'comments.jsonld'), '{}')
    expect(await office().send(sent)).toMatchObject({ type: 'rejected', code: 'other-bytes' })
  })

  it('[RE22] [RZ8] may be repeated when the folder cannot be used', async () => {
    await writeFile(path.join(folder, 'outgoing'), 'a file in the way')
    const sent = await parcel('a')
    expect(await own().send(sent)).toMatchObject({ type: 'retry', code: 'place-unusable' })
    await rm(path.join(folder, 'outgoing'))
    expect(await own().send(sent)).toMatchObject({ type: 'accepted' })
  })

  it.each(['written', 'noted', 'handed-over', 'number-claimed', 'receipt-written'] as const)(
    '[RE21] resumes after a stop at %s',
    async (moment) => {
      const sent = await parcel('a')
      const reached = await new Promise<string>((resolve) => {
        // Never answers from there on, as a process that was killed.
        const onStep = (at: string) => (at === moment ? new Promise<void>(() => resolve(at)) : undefined)
        void folderRecordsSystem({ folder, selfReceipt: true, now, onStep }).send(sent)
      })
      expect(reached).toBe(moment)
      expect(await own().send(sent)).toMatchObject({ type: 'accepted', recordNumber: 'FOLDER-2026-000001' })
      expect((await outgoing()).length).toBe(1)
      expect(await readdir(path.join(folder, 'numbers'))).toEqual(['FOLDER-2026-000001'])
      await mkdir(path.join(folder, 'incomplete'), { recursive: true })
      expect(await readdir(path.join(folder, 'incomplete'))).toEqual([])
    },
  )
})
