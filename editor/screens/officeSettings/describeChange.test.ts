import { defaultSettings, instant, parsePersonId, type OfficeSettings, type SettingsChange } from '@glosa/domain/model'
import i18next from 'i18next'
import { beforeAll, describe, expect, it } from 'vitest'
import { czech } from '../../i18n/czech.ts'
import { formatsOf } from '../../i18n/format.ts'
import { changeTitle, describeChange } from './describeChange.ts'
import { settingsBefore, type SettingsChangeView } from './settingsBefore.ts'

type Settings = Parameters<typeof describeChange>[0]
// What the server sends is a copy that may be written to.
const sent = (settings: OfficeSettings) => structuredClone(settings) as Settings
const made = (change: SettingsChange) => structuredClone(change) as SettingsChangeView
const plain = (text: string) => text.replaceAll('\u00a0', ' ')

const told = (change: SettingsChange, before: Settings = sent(defaultSettings)) =>
  describeChange(before, made(change), i18next.t, formatsOf('cs')).map(plain)

beforeAll(async () => {
  await i18next.init({ lng: 'cs', resources: { cs: { translation: czech } }, interpolation: { escapeValue: false } })
})

describe('the history of settings', () => {
  it('[IZ8] says of rounds what changed, from what to what, and nothing of the rest', () => {
    const rounds = { ...defaultSettings.rounds, usualDays: 5, hour: 15, disclosure: 'after-deadline' } as const
    expect(told({ section: 'rounds', rounds })).toEqual([
      'Obvyklá lhůta: 10 pracovních dnů → 5 pracovních dnů',
      'Hodina konce lhůty: 12 h → 15 h',
      'Kdy jsou vidět připomínky ostatních: ihned → až po lhůtě',
    ])
    expect(told({ section: 'rounds', rounds: defaultSettings.rounds })).toEqual([])
  })

  it('[IZ8] says of settlement and calendar what changed', () => {
    const settlement = { release: 'by-sponsor', reactionDays: 1 } as const
    expect(told({ section: 'settlement', settlement })).toEqual([
      'Kdy se vypořádání ukáže připomínkujícím: Ihned → Až je uvolní předkladatel',
      'Lhůta na vyjádření: 3 pracovní dny → 1 pracovní den',
    ])
    const before = { ...sent(defaultSettings), calendar: { country: 'cs' as const, closedDays: ['2026-12-23'] } }
    expect(
      told({ section: 'calendar', calendar: { country: 'pl', closedDays: ['2026-12-24', '2026-12-31'] } }, before),
    ).toEqual([
      'Státní svátky: Česká republika → Polsko',
      'Další dny, kdy má úřad zavřeno – přidáno: 24. 12. 2026, 31. 12. 2026',
      'Další dny, kdy má úřad zavřeno – odebráno: 23. 12. 2026',
    ])
  })

  it('[IZ8] says of levels and code lists what came, went, was renamed and moved', () => {
    const [parties, secretary, sponsor, board] = defaultSettings.disputeLevels
    if (!parties || !secretary || !sponsor || !board) throw new Error('no levels')
    const levels = [
      secretary,
      parties,
      { ...board, name: 'Rada kraje' },
      { id: 'x', name: null, decider: { by: 'role', role: 'administrator' } },
    ] as const
    expect(told({ section: 'dispute-levels', levels })).toEqual([
      expect.stringMatching(/^Úroveň – odebráno: /),
      expect.stringMatching(/^Úroveň: .+ → Rada kraje \(.+\)$/),
      'Úroveň – přidáno: správce aplikace',
      expect.stringMatching(/^Pořadí: .+, sekretariát, .+ → sekretariát, .+, Rada kraje \(.+\)$/),
    ])
    const entries = [
      { code: 'budget', name: 'dopad na rozpočet' },
      { code: 'it', name: 'informační technologie' },
    ]
    expect(told({ section: 'code-list', list: 'material-flags', entries })).toEqual([
      'Položka – odebráno: majetkový úkon',
      'Položka – odebráno: osobní údaje',
      'Položka – odebráno: veřejná podpora',
      'Položka – odebráno: veřejná zakázka',
      'Položka: rozpočtový dopad → dopad na rozpočet',
      'Položka – přidáno: informační technologie',
    ])
  })

  it('[IZ8] says of a template what it has other than before, and of a new one all of it', () => {
    const [, directive] = defaultSettings.templates
    if (!directive) throw new Error('no template')
    const steps = [
      ...directive.approval.steps,
      { id: 'law', name: 'Právní posouzení', stage: 2, approver: { by: 'role', role: 'secretary' }, flag: 'budget' },
    ] as const
    const changed = { ...directive, isOffered: false, flags: ['property'], approval: { isRequired: true, steps } }
    expect(told({ section: 'template', template: changed })).toEqual([
      'Nabízet při zakládání materiálu: ano → ne',
      'Příznaky každého materiálu této šablony – přidáno: majetkový úkon',
      'Uzamknout lze až po schválení: ne → ano',
      'Schvalování: 1. vedoucí gestora → 1. vedoucí gestora; 2. Právní posouzení – sekretariát (rozpočtový dopad)',
    ])
    const fresh = { ...directive, id: 'own', name: 'Pokyn ředitele' }
    const before = sent(defaultSettings)
    expect(changeTitle(before, made({ section: 'template', template: fresh }), i18next.t)).toBe(
      'Nová šablona: Pokyn ředitele',
    )
    expect(told({ section: 'template', template: fresh })).toHaveLength(2)
  })

  it('[IZ8] compares each change with what the changes before it had made', () => {
    const somebody = parsePersonId('demo:1')
    if (somebody === null) throw new Error('an id has this form')
    const rounds = (usualDays: number) => made({ section: 'rounds', rounds: { ...defaultSettings.rounds, usualDays } })
    const [, directive] = defaultSettings.templates
    if (!directive) throw new Error('no template')
    const own = { ...directive, id: 'own', name: 'Pokyn' }
    const by = { personId: somebody, displayName: 'Lukáš Vlček', unitId: null, unitName: null }
    const record = (sequence: number, ...changes: SettingsChangeView[]) => ({
      sequence,
      at: instant(sequence),
      by,
      changes,
    })
    const records = settingsBefore({
      usual: sent(defaultSettings),
      records: [
        record(1, rounds(7)),
        record(2, rounds(6), rounds(4)),
        record(3, made({ section: 'template', template: own })),
        record(4, made({ section: 'template-removed', templateId: 'own' })),
      ],
    })
    const said = records.flatMap(({ changes }) =>
      changes.flatMap(({ before, change }) => [
        changeTitle(before, change, i18next.t),
        ...describeChange(before, change, i18next.t, formatsOf('cs')).slice(0, 1),
      ]),
    )
    expect(said).toEqual([
      'Kola připomínek',
      'Obvyklá lhůta: 10 pracovních dnů → 7 pracovních dnů',
      'Kola připomínek',
      'Obvyklá lhůta: 7 pracovních dnů → 6 pracovních dnů',
      'Kola připomínek',
      'Obvyklá lhůta: 6 pracovních dnů → 4 pracovní dny',
      'Nová šablona: Pokyn',
      expect.stringMatching(/^Části – přidáno: /),
      'Odebrána šablona Pokyn',
    ])
  })
})
