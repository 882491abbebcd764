import { describe, expect, it } from 'vitest'
import { planPublication, publishMaterial, withdrawPublication } from '../decide/publication.ts'
import type { MaterialEvent } from '../events.ts'
import { foldMaterial } from '../foldMaterial.ts'
import type { MaterialId, PartId, Sha256 } from '../ids.ts'
import type { Material } from '../material.ts'
import { audienceOf } from '../materialCard.ts'
import type { Meeting } from '../meeting/meeting.ts'
import { emptyMeeting } from '../meeting/foldMeeting.ts'
import type { Actor } from '../people.ts'
import { stampOf } from '../people.ts'
import { isPublic } from '../policy.ts'
import { refused } from '../refusals.ts'
import { instant } from '../time.ts'
import { anyone } from '../whos.ts'
import type { PublicationPlan, PublicCopy } from './publication.ts'
import { agendaPlaceOf, publicMaterialOf } from './publicMaterial.ts'

const person = (name: string, ...roles: Actor['roles']): Actor => ({
  personId: `demo:${name}` as Actor['personId'],
  sessionId: 's' as Actor['sessionId'],
  displayName: name,
  unitId: null,
  unitName: null,
  roles,
})
const drafter = person('drafter', 'drafter')
const secretary = person('secretary', 'secretary')
const id = 'm'.repeat(20) as MaterialId
const part = 'p'.repeat(20) as PartId
const file = 'f'.repeat(20) as PartId
const hash = 'a'.repeat(64) as Sha256

function materialAfter(...events: readonly (readonly MaterialEvent[])[]): Material {
  return foldMaterial(
    id,
    events.map((list, index) => ({
      materialId: id,
      sequence: index + 1,
      at: instant(1_000 * (index + 1)),
      by: stampOf(index === 0 ? drafter : secretary),
      events: list,
      previous: null,
      hash,
    })),
  )
}

const founded = (access: 'named' | 'non-public' = 'named'): readonly MaterialEvent[] => [
  {
    type: 'material-created',
    number: 'MAT-1',
    title: 'Prodej panu Novákovi',
    template: 'council-material',
    sponsor: null,
    leadUnitId: null,
    leadUnitName: 'Odbor',
    access,
  },
]
const opened: readonly MaterialEvent[] = [
  { type: 'round-opened', roundId: 'r'.repeat(20) as never, number: 1, closesAt: instant(9_000) },
]
const locked: readonly MaterialEvent[] = [
  {
    type: 'material-locked',
    version: {
      number: 1,
      hash,
      parts: [
        { partId: part, kind: 'cover-report', title: '', bodyId: 'b'.repeat(20) as never, gateSequence: 1, hash },
        { partId: file, kind: 'annex', title: '', bodyId: null, gateSequence: null, hash },
      ],
    },
    deliveries: [],
  },
]
const plan = (wish: Partial<PublicationPlan> = {}): PublicationPlan => ({
  title: 'Prodej pozemku',
  fields: ['lead-unit', 'dates', 'meeting', 'resolution'],
  resolutionText: null,
  relevantUntil: null,
  copy: null,
  ...wish,
})
const copyPlan = { version: 1, redactions: [], hiddenTitles: [], leftOut: [], attached: [] }
const copy: PublicCopy = {
  version: 1,
  lockedAt: instant(3_000),
  pdf: hash,
  bytes: 1,
  pages: 1,
  isRedacted: false,
  files: [],
}
const published: readonly MaterialEvent[] = [{ type: 'material-published', plan: plan({ copy: copyPlan }), copy }]

describe('publishing', () => {
  it.each([
    ['by the secretariat only', drafter, materialAfter(founded(), opened), plan(), 'not-permitted'],
    [
      'never of what is non-public',
      secretary,
      materialAfter(founded('non-public'), opened),
      plan(),
      'material-non-public',
    ],
    ['never of a draft', secretary, materialAfter(founded()), plan(), 'material-still-draft'],
    [
      'of a locked version only',
      secretary,
      materialAfter(founded(), opened),
      plan({ copy: copyPlan }),
      'version-not-found',
    ],
    [
      'of parts that the version has',
      secretary,
      materialAfter(founded(), opened, locked),
      plan({ copy: { ...copyPlan, redactions: [{ partId: file, start: 0, end: 1 }] } }),
      'part-not-found',
    ],
    [
      'of files that the version has',
      secretary,
      materialAfter(founded(), opened, locked),
      plan({ copy: { ...copyPlan, attached: [part] } }),
      'part-not-found',
    ],
  ] as const)('[PU5] is decided %s', (_case, by, material, wish, code) => {
    expect(planPublication(by, material, wish)).toEqual(refused(code))
    expect(publishMaterial(by, material, wish, wish.copy && copy)).toEqual(refused(code))
  })

  it('[PU5] shows facts without a text, and a text only with its copy', () => {
    const material = materialAfter(founded(), opened, locked)
    expect(publishMaterial(secretary, material, plan(), null)).toEqual([
      { type: 'material-published', plan: plan(), copy: null },
    ])
    expect(publishMaterial(secretary, material, plan({ copy: copyPlan }), null)).toEqual(refused('conflict'))
  })

  it('[PU6] is withdrawn with a reason, and then nobody sees it', () => {
    const material = materialAfter(founded(), opened, locked, published)
    expect(withdrawPublication(drafter, material, 'x')).toEqual(refused('not-permitted'))
    expect(withdrawPublication(secretary, material, ' ')).toEqual(refused('reason-required'))
    const after = materialAfter(founded(), opened, locked, published, [
      { type: 'publication-withdrawn', reason: 'Omyl' },
    ])
    expect(withdrawPublication(secretary, after, 'x')).toEqual(refused('not-published'))
    expect([isPublic(material), isPublic(after)]).toEqual([true, false])
    expect([audienceOf(material).includes(anyone), audienceOf(after).includes(anyone)]).toEqual([true, false])
    expect(publicMaterialOf(after, null)).toBeNull()
    // What was prepared stays for another try.
    expect(after.publication.draft?.title).toBe('Prodej pozemku')
  })

  it('[PU6] ends when the material becomes non-public', () => {
    const after = materialAfter(founded(), opened, locked, published, [
      { type: 'access-changed', access: 'non-public' },
    ])
    expect(isPublic(after)).toBe(false)
    expect(audienceOf(after)).not.toContain(anyone)
    expect(publicMaterialOf(after, null)).toBeNull()
  })
})

describe('what everybody sees', () => {
  const meeting = (state: Meeting['state'], startsAt: number, withdrawn = false): Meeting => ({
    ...emptyMeeting('x'.repeat(20) as never),
    state,
    title: `schůze ${startsAt}`,
    place: 'Sál',
    startsAt: instant(startsAt),
    agenda: [
      {
        id: 'i'.repeat(20) as never,
        subject: {
          kind: 'material',
          materialId: id,
          materialNumber: 'MAT-1',
          drafter: stampOf(drafter),
          sponsor: null,
          leadUnitName: null,
          version: 1,
          hash,
          title: '',
          parts: [],
        },
        tabled: null,
        withdrawn: withdrawn ? { reason: '', by: stampOf(secretary), at: instant(1) } : null,
        resolved: {
          resolution: { outcome: 'adopted', number: 'R/1', text: 'Rada schvaluje prodej panu Novákovi.', vote: null },
          by: stampOf(secretary),
          at: instant(1),
        },
        corrected: [],
        amendments: [],
        questions: [],
      },
    ],
  })

  it('[PU7] is what was promised, and no name of those who wrote it', () => {
    const shown = publicMaterialOf(
      materialAfter(founded(), opened, locked, published),
      agendaPlaceOf(id, [meeting('closed', 5)]),
    )
    expect(shown).toMatchObject({
      number: 'MAT-1',
      title: 'Prodej pozemku',
      state: 'locked',
      leadUnitName: 'Odbor',
      dates: { reviewFrom: 2_000, reviewUntil: 9_000, lockedAt: 3_000 },
      meeting: { title: 'schůze 5', place: 'Sál' },
      resolution: { outcome: 'adopted', number: 'R/1', text: null },
      since: 4_000,
    })
    expect(JSON.stringify(shown)).not.toMatch(/Novák|drafter|secretary/)
  })

  it('[PU7] leaves out what was not promised, and tells a resolution in the words given for the public', () => {
    const place = agendaPlaceOf(id, [meeting('closed', 5)])
    const facts = (wish: Partial<PublicationPlan>) =>
      publicMaterialOf(
        materialAfter(founded(), opened, [{ type: 'material-published', plan: plan(wish), copy: null }]),
        place,
      )
    expect(facts({ fields: [] })).toMatchObject({
      leadUnitName: null,
      dates: null,
      meeting: null,
      resolution: null,
      copy: null,
    })
    expect(facts({ resolutionText: 'Rada schvaluje prodej.' })?.resolution?.text).toBe('Rada schvaluje prodej.')
  })

  it('[PU7] knows the last meeting that was announced, and its outcome once its record is closed', () => {
    expect(agendaPlaceOf(id, [meeting('planned', 1), meeting('cancelled', 2), meeting('closed', 3, true)])).toBeNull()
    const last = agendaPlaceOf(id, [meeting('convened', 9), meeting('closed', 5)])
    expect(last?.meeting.startsAt).toBe(9)
    const shown = publicMaterialOf(
      materialAfter(founded(), opened, locked, published),
      agendaPlaceOf(id, [meeting('held', 9)]),
    )
    expect(shown?.resolution).toBeNull()
  })

  it('[PU7] says since when without a break, and when it was last changed', () => {
    const again = materialAfter(founded(), opened, locked, published, published)
    expect(publicMaterialOf(again, null)).toMatchObject({ since: 4_000, publishedAt: 5_000 })
    const anew = materialAfter(
      founded(),
      opened,
      locked,
      published,
      [{ type: 'publication-withdrawn', reason: 'x' }],
      published,
    )
    expect(publicMaterialOf(anew, null)).toMatchObject({ since: 6_000 })
  })
})
