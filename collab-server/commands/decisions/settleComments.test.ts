import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { isRefused, refused, type MaterialId, type MaterialRecord } from '@glosa/domain/model'
import { drafter, secretary } from '../../../test/support/people.ts'
import {
  close,
  comment,
  done,
  foundInReview,
  materialOf,
  openCommandOffice,
  rewrite,
  wordsOf,
  type CommandOffice,
} from '../../../test/support/commandOffice.ts'
import { legalHead } from '../../../test/support/procedure.ts'
import { lockMaterial } from '../lockMaterial.ts'
import { withdrawComment } from '../withdrawComment.ts'
import { acknowledgeRewriting } from './acknowledgeRewriting.ts'
import { settleComments } from './settleComments.ts'

const accepted = { verdict: 'accepted' } as const
let office: Awaited<ReturnType<typeof openCommandOffice>>
let id: MaterialId

beforeEach(async () => {
  office = await openCommandOffice()
  id = await foundInReview(office)
})
afterEach(() => office.close())

const settledOf = async (commentId: Parameters<typeof settleComments>[3][number]) =>
  (await materialOf(office, id)).comments.get(commentId)?.settled ?? null
const resolution = (of: CommandOffice = office) => wordsOf(of, id, 'draft-resolution')
const accept = (...ids: Parameters<typeof settleComments>[3]) =>
  settleComments(office.context, drafter, id, ids, accepted, true)

describe('accepting a wording', () => {
  it('[SE13] puts it into the text in the same act, and keeps what was accepted', async () => {
    const one = await comment(office, id, 'draft-resolution', 'do 30 dnů', 'do 15 dnů')
    done(await accept(one))
    expect(await resolution()).toContain('provizorium do 15 dnů.')
    const settled = await settledOf(one)
    expect(settled?.wordingApplied).toBe(true)
    expect(settled?.passage?.quote).toBe('do 15 dnů')
  })

  it('[SE13] happens once, however many try at once', async () => {
    const one = await comment(office, id, 'draft-resolution', 'do 30 dnů', 'do 30 dnů a nejdéle 60 dnů')
    const outcomes = await Promise.all(Array.from({ length: 5 }, () => accept(one)))
    expect(outcomes.filter((outcome) => !isRefused(outcome))).toHaveLength(1)
    expect((await resolution()).split('nejdéle')).toHaveLength(2)
  })

  it('[SE13] is refused as a whole when the words are others by now', async () => {
    const one = await comment(office, id, 'draft-resolution', 'do 30 dnů', 'do 15 dnů')
    const other = await comment(office, id, 'cover-report', '412 milionů', '400 milionů')
    await rewrite(office, id, 'cover-report', '412', '413')
    const report = await wordsOf(office, id, 'cover-report')
    expect(await accept(other)).toEqual(refused('quote-changed'))
    expect(await accept(other, one)).toEqual(refused('quote-changed'))
    expect([await wordsOf(office, id, 'cover-report'), await resolution()]).toEqual([
      report,
      expect.stringContaining('do 30 dnů'),
    ])
    expect([await settledOf(one), await settledOf(other)]).toEqual([null, null])
  })

  it('[SE13] takes a wording out again that went into one text when another text refused', async () => {
    const one = await comment(office, id, 'draft-resolution', 'do 30 dnů', 'do 15 dnů')
    const other = await comment(office, id, 'cover-report', '412 milionů', '400 milionů')
    await rewrite(office, id, 'cover-report', '412', '413')
    expect(await accept(one, other)).toEqual(refused('quote-changed'))
    expect(await resolution()).toContain('do 30 dnů')
    expect(await settledOf(one)).toBeNull()
  })

  it('[SE13] takes it out again when another process was faster', async () => {
    const one = await comment(office, id, 'draft-resolution', 'do 30 dnů', 'do 15 dnů')
    const elsewhere = await openCommandOffice(office.storage)
    const { materialLog } = office.storage
    let first = true
    const overtaken = {
      ...office.context,
      materialLog: {
        read: (...asked: Parameters<typeof materialLog.read>) => materialLog.read(...asked),
        materialIds: () => materialLog.materialIds(),
        async append(record: MaterialRecord) {
          if (first) done(await withdrawComment(elsewhere.context, legalHead, id, one))
          first = false
          return materialLog.append(record)
        },
      },
    }
    expect(await settleComments(overtaken, drafter, id, [one], accepted, true)).toEqual(refused('already-withdrawn'))
    expect(await resolution()).toContain('do 30 dnů')
    await elsewhere.close()
  })

  it('[SE13] finds a wording that is there already, after an answer that got lost', async () => {
    const one = await comment(office, id, 'draft-resolution', 'do 30 dnů', 'do 15 dnů')
    await rewrite(office, id, 'draft-resolution', 'do 30 dnů', 'do 15 dnů')
    done(await accept(one))
    expect((await resolution()).split('do 15 dnů')).toHaveLength(2)
    expect((await settledOf(one))?.passage?.quote).toBe('do 15 dnů')
  })

  it('[SE1] [SE13] applies many in one record', async () => {
    const ids = [
      await comment(office, id, 'draft-resolution', 'do 30 dnů', 'do 15 dnů'),
      await comment(office, id, 'draft-resolution', 'čtvrtletně', 'měsíčně'),
      await comment(office, id, 'cover-report', '412 milionů', '400 milionů'),
      await comment(office, id, 'cover-report', 'provizoria', null),
    ]
    const before = (await materialOf(office, id)).sequence
    const { material } = done(await accept(...ids))
    expect(material.sequence).toBe(before + 1)
    expect(await resolution()).toBe('Rada schvaluje provizorium do 15 dnů.\nRada ukládá předložit zprávu měsíčně.')
    expect(ids.map((one) => material.comments.get(one)?.settled?.passage?.quote)).toEqual([
      'do 15 dnů',
      'měsíčně',
      '400 milionů',
      'provizoria',
    ])
  })
})

describe('an accepted passage', () => {
  const rewritten = async () => office.context.texts.rewritten(await materialOf(office, id))

  it('[SE12] that reads differently is found; one that stands is not, wherever it moved', async () => {
    const one = await comment(office, id, 'draft-resolution', 'do 30 dnů', 'do 15 dnů')
    done(await accept(one))
    await rewrite(
      office,
      id,
      'draft-resolution',
      'Rada schvaluje provizorium',
      'Rada kraje schvaluje rozpočtové provizorium',
    )
    expect(await rewritten()).toEqual([])
    // The line is cut out and written again a line below: other letters, the same words around.
    await rewrite(office, id, 'draft-resolution', 'provizorium do 15 dnů.', 'provizorium')
    expect(await rewritten()).toMatchObject([{ commentId: one, accepted: 'do 15 dnů' }])
    await rewrite(office, id, 'draft-resolution', 'rozpočtové provizorium', 'rozpočtové\nprovizorium do 15 dnů.')
    expect(await rewritten()).toEqual([])
    await rewrite(office, id, 'draft-resolution', '15', '20')
    expect(await rewritten()).toMatchObject([{ commentId: one, accepted: 'do 15 dnů' }])
  })

  it('[SE12] that was deleted on acceptance is found when the words come back', async () => {
    const one = await comment(office, id, 'draft-resolution', ' do 30 dnů', '')
    done(await accept(one))
    expect(await resolution()).toContain('schvaluje provizorium.')
    expect(await rewritten()).toEqual([])
    await rewrite(office, id, 'draft-resolution', 'provizorium.', 'provizorium do 30 dnů.')
    expect(await rewritten()).toMatchObject([{ commentId: one, accepted: '' }])
  })

  it('[SE11] [SE14] that was rewritten stops the lock until it is acknowledged', async () => {
    const one = await comment(office, id, 'draft-resolution', 'do 30 dnů', 'do 15 dnů')
    await close(office, id)
    done(await accept(one))
    await rewrite(office, id, 'draft-resolution', '15', '20')
    expect(await lockMaterial(office.context, secretary, id)).toEqual(
      refused('accepted-text-rewritten', { rewritten: 1 }),
    )
    done(await acknowledgeRewriting(office.context, drafter, id, [one], 'Lhůta podle směrnice.'))
    expect((await settledOf(one))?.passage?.quote).toBe('do 20 dnů')
    expect(await acknowledgeRewriting(office.context, drafter, id, [one], 'Znovu.')).toEqual(
      refused('nothing-rewritten'),
    )
    expect(isRefused(await lockMaterial(office.context, secretary, id))).toBe(false)
  })
})
