import {
  instant,
  isRefused,
  refused,
  systemStamp,
  type Material,
  type MaterialId,
  type PersonId,
} from '@glosa/domain/model'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import {
  close,
  comment,
  done,
  foundInReview,
  materialOf,
  openCommandOffice,
  rewrite,
  type CommandOffice,
} from '../../../test/support/commandOffice.ts'
import { administrator, drafter, reviewer, unitId } from '../../../test/support/people.ts'
import { legalHead } from '../../../test/support/procedure.ts'
import { addPicture } from '../addPicture.ts'
import { lodgeComment } from '../lodgeComment.ts'
import { openRound } from '../openRound.ts'
import { advanceRounds } from './advanceRounds.ts'
import { withdrawComments } from './commentActs.ts'
import { addTextPart, changeDetails, giveIdentifiers, handOver, removePart } from './materialDetails.ts'
import { passComments } from './passComments.ts'
import { planRound } from './planRound.ts'
import { createSubstitutions } from './substitutions.ts'

const hour = 3_600_000
let office: Awaited<ReturnType<typeof openCommandOffice>>
let id: MaterialId
const opened: CommandOffice[] = []

beforeEach(async () => {
  office = await openCommandOffice()
  opened.push(office)
  id = await foundInReview(office)
})
afterAll(async () => {
  for (const each of opened) await each.close()
})

const later = (hours: number) => instant(office.context.now() + hours * hour)
const current = (): Promise<Material> => materialOf(office, id)
const terms = {
  invited: [{ unitId: unitId('legal'), obligation: 'mandatory', closesAt: null }],
  consolidation: 'direct',
  disclosure: 'at-once',
  audience: 'participants',
  scope: 'all',
  shortenedBecause: null,
  remindWorkingDays: 1,
} as const

describe('a second round', () => {
  it('[RN5] is limited to the parts that changed since the one before opened', async () => {
    await close(office, id)
    await rewrite(office, id, 'cover-report', '412 milionů', '420 milionů')
    const changed = (await current()).parts.find(({ kind }) => kind === 'cover-report')
    done(await openRound(office.context, drafter, id, { closesAt: later(24), terms: { ...terms, scope: 'changed' } }))
    expect((await current()).rounds.at(-1)?.partIds).toEqual([changed?.id])
  })
  it('[RN5] is refused when nothing changed, and takes a new part for a change', async () => {
    await close(office, id)
    const wish = { closesAt: later(24), terms: { ...terms, scope: 'changed' } } as const
    expect(await openRound(office.context, drafter, id, wish)).toEqual(refused('nothing-changed'))
    const { partId } = done(
      await addTextPart(office.context, drafter, id, { kind: 'explanatory-report', title: 'Dodatek' }),
    )
    done(await openRound(office.context, drafter, id, wish))
    expect((await current()).rounds.at(-1)?.partIds).toEqual([partId])
  })
  it('[RN4] asks only whom the directory knows', async () => {
    await close(office, id)
    const unknown = { ...terms, invited: [{ ...terms.invited[0], unitId: unitId('nowhere') }] }
    expect(await openRound(office.context, drafter, id, { closesAt: later(24), terms: unknown })).toEqual(
      refused('invalid-input', { field: 'invited' }),
    )
    // A stranger learns nothing about whom it knows.
    expect(await openRound(office.context, administrator, id, { closesAt: later(24), terms: unknown })).toEqual(
      refused('not-found'),
    )
  })
  it('[RN4] needs a reason for a deadline of fewer working days than the office set', async () => {
    await close(office, id)
    const { settings, sequence } = await office.context.settings.read()
    const rounds = { ...settings.rounds, leastDays: 3 }
    done(await office.context.settings.change(administrator, sequence, { section: 'rounds', rounds }))
    const open = (hours: number, shortenedBecause: string | null) =>
      openRound(office.context, drafter, id, { closesAt: later(hours), terms: { ...terms, shortenedBecause } })
    // It is Monday morning: the third working day is Thursday.
    expect(await open(48, null)).toEqual(refused('shortening-reason-required'))
    expect(isRefused(await open(72, null))).toBe(false)
  })
})

describe('rounds that time moves', () => {
  it('[RN6] open as planned, once, with what every part was', async () => {
    await close(office, id)
    const { roundId } = done(
      await planRound(office.context, drafter, id, null, { opensAt: later(2), closesAt: later(48), terms }),
    )
    expect(await office.context.projections.roundsDue(later(1))).toEqual([])
    expect(await office.context.projections.roundsDue(later(2))).toEqual([id])
    done(await advanceRounds(office.context, id))
    expect((await current()).state).toBe('settling')
    office.pass(2 * hour)
    done(await advanceRounds(office.context, id))
    done(await advanceRounds(office.context, id))
    const { rounds, parts } = await current()
    expect(rounds.map(({ state }) => state)).toEqual(['closed', 'open'])
    expect(rounds.at(-1)).toMatchObject({ id: roundId })
    expect(rounds.at(-1)?.texts).toHaveLength(parts.length)
    expect(await office.context.projections.roundsDue(later(1_000))).toEqual([])
  })
  it('[RN9] disclose when the deadline has passed, by the software’s own act', async () => {
    await close(office, id)
    const hidden = { ...terms, disclosure: 'after-deadline' } as const
    done(await openRound(office.context, drafter, id, { closesAt: later(5), terms: hidden }))
    const commentId = await comment(office, id, 'draft-resolution', 'do 30 dnů', null)
    expect((await current()).comments.get(commentId)?.number).toBe(0)
    done(await advanceRounds(office.context, id))
    expect((await current()).comments.get(commentId)?.number).toBe(0)
    office.pass(6 * hour)
    expect(await office.context.projections.roundsDue(office.context.now())).toEqual([id])
    done(await advanceRounds(office.context, id))
    expect((await current()).comments.get(commentId)?.number).toBe(1)
    const last = (await office.context.materialLog.read(id)).at(-1)
    expect([last?.by, last?.events.map(({ type }) => type)]).toEqual([systemStamp, ['comments-disclosed']])
  })
})

describe('people who leave', () => {
  it('[RN17] are those whom the directory no longer knows; an empty directory is an outage', async () => {
    const commentId = await comment(office, id, 'draft-resolution', 'do 30 dnů', null, 'advisory', reviewer)
    expect(await passComments(office.context, id, new Set())).toBe(0)
    expect(await passComments(office.context, id, new Set([reviewer.personId, drafter.personId]))).toBe(0)
    expect(await passComments(office.context, id, new Set<PersonId>([drafter.personId]))).toBe(1)
    expect(await passComments(office.context, id, new Set<PersonId>([drafter.personId]))).toBe(0)
    expect((await current()).comments.get(commentId)).toMatchObject({ by: { displayName: reviewer.displayName } })
    done(await withdrawComments(office.context, legalHead, id, [commentId]))
  })
  it('[RN17] hand their materials over by a secretary or their head', async () => {
    expect(await handOver(office.context, reviewer, id, reviewer.personId)).toEqual(refused('not-permitted'))
    done(await handOver(office.context, drafter, id, legalHead.personId))
    expect((await current()).drafter.displayName).toBe(legalHead.displayName)
  })
})

describe('many comments in one act', () => {
  it('[CM9] are withdrawn all or none', async () => {
    const mine = await comment(office, id, 'draft-resolution', 'do 30 dnů', null, 'advisory', reviewer)
    const other = await comment(office, id, 'draft-resolution', 'čtvrtletně', null, 'advisory', legalHead)
    expect(await withdrawComments(office.context, reviewer, id, [mine, other])).toEqual(refused('not-the-author'))
    expect((await current()).comments.get(mine)?.withdrawn).toBeNull()
    const before = (await current()).sequence
    done(await withdrawComments(office.context, reviewer, id, [mine, mine]))
    expect((await current()).sequence).toBe(before + 1)
  })
})

describe('what a comment is about', () => {
  const wish = { kind: 'advisory', visibility: null, text: 'Text', justification: null, proposedWording: null } as const
  it('[CM6] is a picture that stands in the text', async () => {
    const [part] = (await current()).parts
    const png = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      'base64',
    )
    const { blob } = done(await addPicture(office.context, drafter, id, png))
    const place = { at: 'image', partId: part?.id as never, blob, caption: '' } as const
    const commentId = office.context.newId<never>()
    expect(await lodgeComment(office.context, reviewer, id, { ...wish, commentId, place })).toEqual(
      refused('quote-not-in-body'),
    )
  })
  it('[CM10] names nobody who may not see it', async () => {
    const lodge = (mentions: readonly PersonId[], visibility: 'participants' | 'unit') =>
      lodgeComment(office.context, reviewer, id, {
        ...wish,
        visibility,
        commentId: office.context.newId<never>(),
        place: { at: 'material' },
        mentions,
      })
    expect(await lodge([drafter.personId], 'unit')).toMatchObject({ refused: 'mentioned-may-not-see' })
    expect(await lodge([administrator.personId], 'participants')).toMatchObject({ refused: 'mentioned-may-not-see' })
    done(await lodge([legalHead.personId], 'unit'))
    done(await lodge([drafter.personId], 'participants'))
    expect([...(await current()).comments.values()].map(({ mentions }) => mentions[0]?.displayName)).toEqual([
      legalHead.displayName,
      drafter.displayName,
    ])
  })
})

describe('details of a material', () => {
  it('[CM11] change in one act, by names that the directory knows', async () => {
    const wish = {
      title: 'Jiný název',
      sponsorId: legalHead.personId,
      leadUnitId: unitId('it'),
      access: 'office',
    } as const
    const before = (await current()).sequence
    done(await changeDetails(office.context, drafter, id, wish))
    expect(await current()).toMatchObject({
      sequence: before + 1,
      title: 'Jiný název',
      sponsor: { displayName: legalHead.displayName },
      leadUnitName: 'it',
      access: 'office',
    })
    expect(await changeDetails(office.context, drafter, id, { leadUnitId: unitId('nowhere') })).toMatchObject({
      refused: 'invalid-input',
    })
  })
  it('[CM11] include references that a records manager or secretary enters', async () => {
    const references = { documentReference: 'KUPK 123/2026', fileReference: 'SpZn 7/2026' }
    expect(await giveIdentifiers(office.context, drafter, id, references)).toEqual(refused('not-permitted'))
  })
  it('[CM12] a part leaves only while nothing was said about it', async () => {
    const [first, second] = (await current()).parts
    if (!first || !second) throw new Error('there are parts')
    const place = { at: 'part', partId: first.id } as const
    const said = {
      kind: 'advisory',
      visibility: null,
      text: 'x',
      justification: null,
      proposedWording: null,
      place,
    } as const
    done(await lodgeComment(office.context, reviewer, id, { ...said, commentId: office.context.newId<never>() }))
    expect(await removePart(office.context, drafter, id, first.id)).toEqual(refused('part-in-use'))
    done(await removePart(office.context, drafter, id, second.id))
    expect((await current()).parts.map((part) => part.id)).not.toContain(second.id)
  })
})

describe('substitutions', () => {
  it('[RN13] are kept in the office’s log and known to every process', async () => {
    const deps = {
      officeLog: office.storage.officeLog,
      projections: office.storage.projections,
      now: office.context.now,
      newId: () => office.context.newId<never>(),
    }
    const told: string[] = []
    const here = createSubstitutions(deps, (personId, standsFor) => told.push(`${personId} ${standsFor.length}`))
    const elsewhere = createSubstitutions(deps, () => undefined)
    const substitutionId = done(
      await here.set(legalHead, {
        absentId: legalHead.personId,
        deputyId: drafter.personId,
        from: later(0),
        until: later(5),
        reason: 'Dovolená',
      }),
    )
    const standsFor = async () =>
      ((await elsewhere.withStandsFor(drafter)).standsFor ?? []).map(({ person }) => person.displayName)
    expect(await standsFor()).toEqual([legalHead.displayName])
    expect(await elsewhere.deputiesOf(legalHead.personId)).toEqual([drafter.personId])
    office.pass(5 * hour)
    expect(await standsFor()).toEqual([])
    expect(await here.end(legalHead, substitutionId)).toBeNull()
    expect(told).toEqual([`${drafter.personId} 1`, `${drafter.personId} 0`])
    expect((await office.storage.officeLog.read('substitutions')).map(({ events }) => events[0]?.type)).toEqual([
      'substitution-set',
    ])
  })

  it('[VI9] that begin or end by the clock or elsewhere, and of people whose roles are others now, are told too', async () => {
    const { officeLog, projections } = office.storage
    const newId = () => office.context.newId<never>()
    const deps = { officeLog, projections, now: office.context.now, newId }
    const told: (readonly string[])[] = []
    const here = createSubstitutions(deps, (_deputy, standsFor) => told.push(standsFor.flatMap(({ roles }) => roles)))
    const elsewhere = createSubstitutions(deps, () => undefined)
    const set = (by: typeof here, from: number, until: number) => {
      const [absentId, deputyId] = [legalHead.personId, drafter.personId]
      return by.set(legalHead, { absentId, deputyId, from: later(from), until: later(until), reason: 'Dovolená' })
    }
    const heard = async () => {
      await here.look()
      return told.splice(0)
    }
    done(await set(elsewhere, 0, 2))
    // Nobody was told otherwise before the first look.
    expect(await heard()).toEqual([])
    office.pass(2 * hour)
    expect([await heard(), await heard()]).toEqual([[[]], []])
    const planned = done(await set(elsewhere, 1, 10))
    expect(await heard()).toEqual([])
    office.pass(hour)
    expect([await heard(), await heard()]).toEqual([[legalHead.roles], []])
    const { people, units } = await projections.directory()
    const demoted = people.map((person) =>
      person.id === legalHead.personId ? { ...person, roles: ['staff'] as const } : person,
    )
    await projections.putDirectory(demoted, units)
    expect(await heard()).toEqual([['staff']])
    expect(await elsewhere.end(legalHead, planned)).toBeNull()
    expect(await heard()).toEqual([[]])
    done(await set(here, 0, 1))
    expect([await heard(), await heard()]).toEqual([[['staff']], []])
  })

  it('[VI9] are looked for without the directory while nobody is away or is to be', async () => {
    const { officeLog, projections } = office.storage
    let readings = 0
    const directory = () => {
      readings++
      return projections.directory()
    }
    const newId = () => office.context.newId<never>()
    const deps = { officeLog, projections: { directory }, now: office.context.now, newId }
    const told: number[] = []
    const here = createSubstitutions(deps, (_deputy, standsFor) => told.push(standsFor.length))
    const elsewhere = createSubstitutions({ ...deps, projections }, () => undefined)
    const looked = async () => {
      await here.look()
      return { readings, told: told.splice(0) }
    }
    expect([await looked(), await looked()]).toEqual([
      { readings: 0, told: [] },
      { readings: 0, told: [] },
    ])
    const [absentId, deputyId] = [legalHead.personId, drafter.personId]
    const wish = { absentId, deputyId, from: later(0), until: later(1), reason: 'Dovolená' }
    done(await elsewhere.set(legalHead, wish))
    expect(await looked()).toEqual({ readings: 1, told: [1] })
    office.pass(hour)
    expect(await looked()).toEqual({ readings: 2, told: [0] })
    expect(await looked()).toEqual({ readings: 2, told: [] })
  })
})
