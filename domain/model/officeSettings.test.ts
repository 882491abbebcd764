import { describe, expect, it } from 'vitest'
import { administrator, drafter, secretary } from '../../test/support/people.ts'
import {
  applySettingsRecord,
  changeSettings,
  defaultSettings,
  isRefused,
  refused,
  templateOf,
  type OfficeSettings,
  type SettingsChange,
  type TemplateSetting,
} from './index.ts'

const [council] = defaultSettings.templates
if (!council) throw new Error('there is a usual template')
const template = (change: Partial<TemplateSetting> = {}): SettingsChange => ({
  section: 'template',
  template: { ...council, id: 'grant', name: 'Dotační materiál', ...change },
})
const step = council.approval.steps[0]
if (!step) throw new Error('the usual route has a step')

const decide = (change: SettingsChange, by = administrator, known = 4) =>
  changeSettings(by, defaultSettings, 4, known, change)

const after = (...changes: readonly SettingsChange[]): OfficeSettings =>
  changes.reduce((settings, change) => {
    const events = changeSettings(administrator, settings, 0, 0, change)
    if (isRefused(events)) throw new Error(events.refused)
    return applySettingsRecord(settings, { events })
  }, defaultSettings)

describe('settings of the office', () => {
  it('[OS1] are changed by administrators only, and each change is an event', () => {
    for (const by of [drafter, secretary]) expect(decide(template(), by)).toEqual(refused('not-permitted'))
    expect(decide(template())).toEqual([{ type: 'settings-changed', change: template() }])
  })

  it('[OS2] are not changed by somebody who saw older ones', () => {
    expect(decide(template(), administrator, 3)).toEqual(refused('conflict'))
  })

  it('[OS3] become what the changes say, one after another', () => {
    const settings = after(
      template(),
      template({ isOffered: false }),
      { section: 'settlement', settlement: { release: 'by-sponsor', reactionDays: 5 } },
      { section: 'calendar', calendar: { country: 'sk', closedDays: ['2026-12-31'] } },
      { section: 'code-list', list: 'material-flags', entries: [{ code: 'school', name: 'Školství' }] },
      {
        section: 'dispute-levels',
        levels: [{ id: 'board', name: null, decider: { by: 'body', recordedBy: 'secretary' } }],
      },
    )
    expect(settings.templates.map(({ id, isOffered }) => [id, isOffered])).toEqual([
      ['council-material', true],
      ['internal-directive', true],
      ['grant', false],
    ])
    expect(settings).toMatchObject({
      settlement: { release: 'by-sponsor', reactionDays: 5 },
      calendar: { country: 'sk' },
      disputeLevels: [{ id: 'board' }],
    })
    expect(settings.codeLists['material-flags']).toEqual([{ code: 'school', name: 'Školství' }])
    expect(settings.codeLists['shortening-reasons']).toBe(defaultSettings.codeLists['shortening-reasons'])
    expect(after(template(), { section: 'template-removed', templateId: 'grant' }).templates).toHaveLength(2)
  })

  it.each<[string, SettingsChange, string]>([
    ['a template without parts', template({ parts: [] }), 'template.parts'],
    ['a template of annexes', template({ parts: [{ kind: 'annex', title: null }] }), 'template.parts'],
    [
      'two steps of one name',
      template({ approval: { isRequired: false, steps: [step, step] } }),
      'template.approval.steps',
    ],
    [
      'a demanded route that nobody walks',
      template({ approval: { isRequired: true, steps: [] } }),
      'template.approval.steps',
    ],
    [
      'a demanded route that may have no step',
      template({ approval: { isRequired: true, steps: [{ ...step, flag: 'budget' }] } }),
      'template.approval.steps',
    ],
    [
      'a step for a flag that the office does not know',
      template({ approval: { isRequired: false, steps: [{ ...step, flag: 'moon' }] } }),
      'template.flags',
    ],
    ['removing a usual template', { section: 'template-removed', templateId: 'council-material' }, 'templateId'],
    ['no level that decides', { section: 'dispute-levels', levels: [] }, 'levels.decider'],
    [
      'a last level without a decider',
      { section: 'dispute-levels', levels: [{ id: 'both', name: null, decider: { by: 'parties' } }] },
      'levels.decider',
    ],
    [
      'a day that is none',
      { section: 'calendar', calendar: { country: 'cs', closedDays: ['2026-13-01'] } },
      'calendar.closedDays',
    ],
    [
      'a negative time',
      { section: 'settlement', settlement: { release: 'at-once', reactionDays: -1 } },
      'settlement.reactionDays',
    ],
    [
      'a code twice',
      {
        section: 'code-list',
        list: 'material-flags',
        entries: [
          { code: 'a', name: null },
          { code: 'a', name: null },
        ],
      },
      'entries.code',
    ],
  ])('[OS4] refuse %s', (_what, change, field) => {
    expect(decide(change)).toEqual(refused('invalid-input', { field }))
  })

  it('[OS5] have rules for every material, also when its template is gone', () => {
    const settings = after(template())
    const of = (templateId: string | null) => templateOf(settings, { template: 'council-material', templateId }).id
    expect([of('grant'), of('gone'), of(null)]).toEqual(['grant', 'council-material', 'council-material'])
  })

  it('[OS6] of before are read by a newer program: what it does not know changes nothing', () => {
    const strange: unknown = { section: 'weather', weather: 'fine' }
    expect(
      applySettingsRecord(defaultSettings, {
        events: [{ type: 'settings-changed', change: strange as SettingsChange }],
      }),
    ).toBe(defaultSettings)
  })
})
