import type { Readiness } from '@glosa/domain/contract'
import type { CommentId, MaterialId, Sha256 } from '@glosa/domain/model'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  newFolder,
  removeFolder,
  startGlosaProcess,
  until,
  withDemoMaterials,
  type GlosaProcess,
} from './glosaProcess.ts'
import { clerk, invite, openRound, viewOf, type Clerk, type Founded } from './office.ts'
import { OutsideClient } from './outsideClient.ts'

interface WaitingItem {
  readonly materialId: MaterialId
  readonly textHash: Sha256
  readonly title: string
}
interface Outcome {
  readonly materialId: MaterialId
  readonly outcome: 'approved' | 'refused'
  readonly code?: string
}

let folder = ''
let glosa: GlosaProcess
let drafter: Clerk
let head: Clerk
let sponsor: Clerk
let commenter: Clerk
let secretary: Clerk
let administrator: Clerk

beforeAll(async () => {
  folder = await newFolder()
  glosa = await startGlosaProcess(folder, withDemoMaterials)
  drafter = await clerk(glosa, 'svobodova')
  head = await clerk(glosa, 'novakova')
  sponsor = await clerk(glosa, 'hejtman')
  commenter = await clerk(glosa, 'stastny')
  secretary = await clerk(glosa, 'pokorna')
  administrator = await clerk(glosa, 'spravce')
})
afterAll(async () => {
  await glosa.stop()
  await removeFolder(folder)
})

/** A material of the unit EKO with a sponsor, in an open round in which the head of the unit PRÁV is asked. */
async function inReview(title: string): Promise<Founded> {
  const who: unknown = await head.call('GET', '/session')
  const { person } = who as { person: { unitId: string } }
  const made: unknown = await drafter.call('POST', '/materials', {
    title,
    template: 'council-material',
    leadUnitId: person.unitId,
    sponsorId: sponsor.personId,
  })
  const { id, parts } = made as Awaited<ReturnType<typeof viewOf>>
  const part = parts.find(({ form }) => form === 'body')
  if (part?.form !== 'body') throw new Error('a new material has a text')
  await invite(drafter, id, commenter.personId, 'comment')
  await openRound(drafter, id)
  return { materialId: id, bodyId: part.bodyId, partId: part.id }
}

const at = ({ materialId }: Founded, path = '') => `/materials/${materialId}${path}`
const readiness = async (by: Clerk, of: Founded): Promise<Readiness> => {
  const answer: unknown = await by.call('GET', at(of, '/readiness'))
  return answer as Readiness
}
const lodge = async (of: Founded, word: string, kind = 'essential'): Promise<CommentId> => {
  const commentId = word.padEnd(20, '0') as CommentId
  const place = { at: 'material' }
  await commenter.call('POST', at(of, '/comments'), { commentId, kind, place, text: word, justification: 'Důvod.' })
  return commentId
}
const hashOf = async (by: Clerk, of: Founded): Promise<Sha256> => {
  const { textHash } = await readiness(by, of)
  if (!textHash) throw new Error('the material is not locked')
  return textHash
}

describe('settlement and dispute', () => {
  it('[SE5] [SE6] a prepared settlement stays with the drafter and the sponsor until its release', async () => {
    const own = await inReview('Připravené vypořádání')
    const commentId = await lodge(own, 'tajnevyporadani')
    await drafter.call('POST', at(own, '/round/close'))
    const before: unknown = await administrator.call('GET', '/office/settings')
    const { sequence } = before as { sequence: number }
    const release = (mode: string, known: number) =>
      administrator.call('PATCH', '/office/settings', {
        sequence: known,
        change: { section: 'settlement', settlement: { release: mode, reactionDays: 3 } },
      })
    await release('by-sponsor', sequence)
    await expect(release('at-once', sequence)).rejects.toThrow(/: 409 /)
    await expect(
      drafter.call('PATCH', '/office/settings', {
        sequence: 0,
        change: { section: 'template-removed', templateId: 'x' },
      }),
    ).rejects.toThrow(/: 403 /)
    const words = 'Toto odůvodnění ještě nikdo nevidí.'
    await drafter.call('POST', at(own, '/settlements'), {
      commentIds: [commentId],
      settlement: { verdict: 'not-accepted', reason: words },
    })
    const seen = async (by: Clerk) =>
      JSON.stringify([await viewOf(by, own.materialId), await by.call('GET', at(own, '/events'))]).includes(words)
    expect([await seen(drafter), await seen(sponsor)]).toEqual([true, true])
    expect([await seen(commenter), await seen(secretary), await seen(head)]).toEqual([false, false, false])
    await expect(drafter.call('POST', at(own, '/settlements/release'), {})).rejects.toThrow(/: 409 /)
    await sponsor.call('POST', at(own, '/settlements/release'), {})
    expect([await seen(commenter), await seen(secretary), await seen(head)]).toEqual([true, true, true])
    await release('at-once', sequence + 1)
  })

  it('[SE9] [DI5] [DI9] an insisted comment opens a dispute that stops the lock until it is decided', async () => {
    const own = await inReview('Materiál s rozporem')
    const commentId = await lodge(own, 'sporna')
    await drafter.call('POST', at(own, '/round/close'))
    const settle = (settlement: unknown) =>
      drafter.call('PUT', at(own, `/comments/${commentId}/settlement`), { settlement })
    await settle({ verdict: 'not-accepted', reason: 'Nelze.' })
    await expect(secretary.call('POST', at(own, '/lock'))).rejects.toThrow(/reactions-awaited/)
    await commenter.call('PUT', at(own, `/comments/${commentId}/reaction`), { reaction: 'insisted', reason: 'Trváme.' })
    await expect(secretary.call('POST', at(own, '/lock'))).rejects.toThrow(/dispute-open/)
    const [dispute] = (await viewOf(drafter, own.materialId)).disputes
    if (!dispute) throw new Error('there is a dispute')
    const of = `/disputes/${dispute.id}`
    const heldAt = Date.now() - 60_000
    await drafter.call('POST', at(own, `${of}/meetings`), { heldAt, present: 'Oba odbory', conclusion: 'Bez shody.' })
    await drafter.call('POST', at(own, `${of}/escalation`), { reason: 'Bez shody.' })
    const ruling = { ruling: 'comment-upheld', reason: 'Připomínka je důvodná.' }
    await expect(sponsor.call('POST', at(own, `${of}/decision`), ruling)).rejects.toThrow(/not-competent/)
    await secretary.call('POST', at(own, `${of}/decision`), ruling)
    await expect(settle({ verdict: 'explained', reason: 'Ne.' })).rejects.toThrow(/ruling-binds/)
    await settle({ verdict: 'accepted' })
    expect((await readiness(secretary, own)).obstacles).toEqual([])
    await secretary.call('POST', at(own, '/lock'))
  })
})

describe('approval', () => {
  it('[AP12] [AP13] keystrokes void an approval without anybody asking; renewed on the new text it lets lock', async () => {
    const own = await inReview('Schvalovaný materiál')
    await drafter.call('POST', at(own, '/round/close'))
    await drafter.call('POST', at(own, '/approval'))
    const shown = await hashOf(head, own)
    await head.call('POST', at(own, '/approval/approvals'), { hash: shown })
    await expect(sponsor.call('POST', at(own, '/approval/approvals'), { hash: 'f'.repeat(64) })).rejects.toThrow(
      /text-changed/,
    )
    const writer = await OutsideClient.connect({ port: glosa.port, ...own, cookie: drafter.cookie })
    const listener = await OutsideClient.connect({ port: glosa.port, ...own, bodyId: null, cookie: head.cookie })
    expect(await writer.write('Doplněná věta.')).toBe(true)
    // Nobody looks at the material: the announcement comes by itself.
    await until(async () => JSON.stringify(listener.heard('record')).includes('approvals-voided'))
    writer.close()
    listener.close()
    const now = await readiness(head, own)
    expect(now.approvals.map(({ standing }) => standing)).toEqual(['void'])
    expect(now.changedSinceYourApproval).toBe(shown)
    const words = async (text: string) => JSON.stringify(await head.call('GET', at(own, `/texts/${text}`)))
    expect([(await words(shown)).includes('Doplněná věta.'), (await words('now')).includes('Doplněná věta.')]).toEqual([
      false,
      true,
    ])
    await expect(secretary.call('POST', at(own, '/lock'))).rejects.toThrow(/approval-incomplete/)
    await head.call('POST', at(own, '/approval/approvals'), { hash: await hashOf(head, own) })
    await sponsor.call('POST', at(own, '/approval/approvals'), { hash: await hashOf(sponsor, own) })
    await secretary.call('POST', at(own, '/lock'))
    const locked = await readiness(head, own)
    expect(locked.approvals.map(({ standing }) => standing)).toEqual(['void', 'of-locked-version', 'of-locked-version'])
  })

  it('[AP11] the governor approves ten papers in one reviewed list, one of which changed meanwhile', async () => {
    const listed: unknown = await sponsor.call('GET', '/approvals')
    const { items } = listed as { items: readonly WaitingItem[] }
    const gifts = items.filter(({ title }) => title.startsWith('Individuální dotace'))
    expect(gifts).toHaveLength(10)
    const [changed] = gifts
    if (!changed) throw new Error('there are ten')
    const writer = await clerk(glosa, 'lastovkova')
    await writer.call('PATCH', `/materials/${changed.materialId}`, { title: 'Jiný název' })
    const answer: unknown = await sponsor.call('POST', '/approvals', {
      items: gifts.map(({ materialId, textHash }) => ({ materialId, hash: textHash })),
    })
    const { outcomes } = answer as { outcomes: readonly Outcome[] }
    const told = new Map(outcomes.map(({ materialId, outcome, code }) => [materialId, code ?? outcome]))
    expect(gifts.map(({ materialId }) => told.get(materialId))).toEqual([
      expect.stringMatching(/^(text-changed|approval-not-asked)$/),
      ...Array.from({ length: 9 }, () => 'approved'),
    ])
  })
})

describe('a new version', () => {
  it('[NV2] [NV6] is written in its own rooms; the locked rooms stay shut', async () => {
    const own = await inReview('Materiál na stůl')
    await drafter.call('POST', at(own, '/round/close'))
    const late = await OutsideClient.connect({ port: glosa.port, ...own, cookie: drafter.cookie })
    await secretary.call('POST', at(own, '/lock'))
    await drafter.call('POST', at(own, '/versions'), { reason: 'Oprava částky.', tabled: true })
    const view = await viewOf(drafter, own.materialId)
    expect(view).toMatchObject({ state: 'settling', startedVersions: [{ number: 2, tabled: true }] })
    const part = view.parts.find(({ id }) => id === own.partId)
    if (part?.form !== 'body') throw new Error('the part is a text')
    expect(part.bodyId).not.toBe(own.bodyId)
    if (!late.isClosed) expect(await late.write('Pozdě.')).toBe(false)
    late.close()
    const again = OutsideClient.connect({ port: glosa.port, ...own, cookie: drafter.cookie })
    await expect(again).rejects.toThrow(/denied: material-locked/)
    const writer = await OutsideClient.connect({
      port: glosa.port,
      ...own,
      bodyId: part.bodyId,
      cookie: drafter.cookie,
    })
    expect(await writer.write('Opravená částka.')).toBe(true)
    writer.close()
    const text = async (which: string) => JSON.stringify(await drafter.call('GET', at(own, `/texts/${which}`)))
    expect([(await text('1')).includes('Opravená částka.'), (await text('now')).includes('Opravená částka.')]).toEqual([
      false,
      true,
    ])
    expect(await secretary.call('POST', at(own, '/lock'))).toMatchObject({ version: 2 })
  })
})
