import type { DisputeLevel } from './disputeLevel.ts'
import type { UnitId, PersonId } from './ids.ts'
import { partKinds, templates, type PartKind, type Template } from './material.ts'
import type { Actor, Role } from './people.ts'
import type { OfficeEvent, OfficeRecord } from './ports.ts'
import { refused, type Refused } from './refusals.ts'

export * from './disputeLevel.ts'
import type { CommentAudience, Consolidation, Disclosure } from './reviewRound.ts'

/** Name of the office log that holds the settings. */
export const settingsLog = 'settings'

/** Who is asked to approve, as the office sets it; turned into people when a route starts. */
export type ApproverSetting =
  | { readonly by: 'person'; readonly personId: PersonId; readonly displayName: string }
  | { readonly by: 'unit-head'; readonly unitId: UnitId; readonly unitName: string }
  | { readonly by: 'lead-unit-head' }
  | { readonly by: 'sponsor' }
  | { readonly by: 'role'; readonly role: Role }

/** One step of an approval route. Steps of one stage run side by side, stages one after the other. */
export interface ApprovalStepSetting {
  /** Unique within the route. */
  readonly id: string
  /** The office's own name of the step; `null` when who approves says enough. */
  readonly name: string | null
  /** 1, 2, 3 … */
  readonly stage: number
  readonly approver: ApproverSetting
  /** The step is taken only when the material carries this flag, e.g. `budget`; `null` always. */
  readonly flag: string | null
}

/** A part that a new material of a template starts with. */
export interface PartSetting {
  readonly kind: PartKind
  /** The office's own title; `null` for the usual one. */
  readonly title: string | null
}

/** What the office founds materials from. */
export interface TemplateSetting {
  readonly id: string
  /** What it is a variant of: decides labels and first texts. */
  readonly base: Template
  /** The office's own name; `null` for the usual one of the base. */
  readonly name: string | null
  /** Whether new materials may be founded from it. */
  readonly isOffered: boolean
  readonly parts: readonly PartSetting[]
  /** Flags that every material of this template carries from its founding. */
  readonly flags: readonly string[]
  readonly approval: {
    /** Whether a material may be locked only after its approval route is complete. */
    readonly isRequired: boolean
    readonly steps: readonly ApprovalStepSetting[]
  }
}

/** When a prepared settlement is shown to those who lodged the comment. */
export const settlementReleases = ['at-once', 'by-drafter', 'by-sponsor'] as const
export type SettlementRelease = (typeof settlementReleases)[number]

/** What a new round is offered with, and which deadlines need a reason. */
export interface RoundSettings {
  /** Working days of a usual deadline. */
  readonly usualDays: number
  /** A deadline of fewer working days is a shortened one and needs its reason; 0 for none. */
  readonly leastDays: number
  /** The hour of the day at which deadlines end, by the clock of the office. */
  readonly hour: number
  /** Working days between the reminder and the deadline; 0 for no reminder. */
  readonly remindDays: number
  readonly consolidation: Consolidation
  readonly disclosure: Disclosure
  readonly audience: CommentAudience
}

/** Whose public holidays count. */
export const calendarCountries = ['cs', 'pl', 'sk'] as const
export type CalendarCountry = (typeof calendarCountries)[number]

export const codeLists = ['shortening-reasons', 'material-flags'] as const
export type CodeListName = (typeof codeLists)[number]

export interface CodeListEntry {
  readonly code: string
  /** The office's own words; `null` for the usual ones of a known code. */
  readonly name: string | null
}

/** How this office runs its procedure. Read by everybody, changed by an administrator. */
export interface OfficeSettings {
  readonly templates: readonly TemplateSetting[]
  /** From the lowest; the decision of the last one is final. */
  readonly disputeLevels: readonly DisputeLevel[]
  readonly settlement: {
    readonly release: SettlementRelease
    /** Working days that a unit has to agree or insist. */
    readonly reactionDays: number
  }
  readonly rounds: RoundSettings
  readonly calendar: {
    readonly country: CalendarCountry
    /** Days on which this office is closed besides the public holidays, `YYYY-MM-DD`. */
    readonly closedDays: readonly string[]
  }
  readonly codeLists: Readonly<Record<CodeListName, readonly CodeListEntry[]>>
}

const partsOf = (...kinds: PartKind[]): readonly PartSetting[] => kinds.map((kind) => ({ kind, title: null }))
const entries = (...codes: string[]): readonly CodeListEntry[] => codes.map((code) => ({ code, name: null }))

/**
 * What holds before anybody sets anything: the customs of a Czech region (domain.md §1.2).
 * Approval is asked of the head of the lead unit, then of the sponsor, and no template demands it.
 */
export const defaultSettings: OfficeSettings = {
  templates: [
    {
      id: 'council-material',
      base: 'council-material',
      name: null,
      isOffered: true,
      parts: partsOf('cover-report', 'draft-resolution', 'explanatory-report'),
      flags: [],
      approval: {
        isRequired: false,
        steps: [
          { id: 'lead-unit', name: null, stage: 1, approver: { by: 'lead-unit-head' }, flag: null },
          { id: 'sponsor', name: null, stage: 2, approver: { by: 'sponsor' }, flag: null },
        ],
      },
    },
    {
      id: 'internal-directive',
      base: 'internal-directive',
      name: null,
      isOffered: true,
      parts: partsOf('directive'),
      flags: [],
      approval: {
        isRequired: false,
        steps: [{ id: 'lead-unit', name: null, stage: 1, approver: { by: 'lead-unit-head' }, flag: null }],
      },
    },
  ],
  disputeLevels: [
    { id: 'drafter-and-unit', name: null, decider: { by: 'parties' } },
    { id: 'secretary', name: null, decider: { by: 'role', role: 'secretary' } },
    { id: 'board-member', name: null, decider: { by: 'sponsor' } },
    { id: 'board', name: null, decider: { by: 'body', recordedBy: 'secretary' } },
  ],
  settlement: { release: 'at-once', reactionDays: 3 },
  rounds: {
    usualDays: 10,
    leastDays: 0,
    hour: 12,
    remindDays: 1,
    consolidation: 'direct',
    disclosure: 'at-once',
    audience: 'participants',
  },
  calendar: { country: 'cs', closedDays: [] },
  codeLists: {
    'shortening-reasons': entries(
      'statutory-deadline',
      'threat-of-damage',
      'late-subsidy-call',
      'decision-of-the-board',
    ),
    'material-flags': entries('budget', 'property', 'personal-data', 'state-aid', 'public-contract'),
  },
}

/** One change of the settings: a whole section, or one template. */
export type SettingsChange =
  | { readonly section: 'template'; readonly template: TemplateSetting }
  | { readonly section: 'template-removed'; readonly templateId: string }
  | { readonly section: 'dispute-levels'; readonly levels: readonly DisputeLevel[] }
  | { readonly section: 'settlement'; readonly settlement: OfficeSettings['settlement'] }
  | { readonly section: 'rounds'; readonly rounds: RoundSettings }
  | { readonly section: 'calendar'; readonly calendar: OfficeSettings['calendar'] }
  | { readonly section: 'code-list'; readonly list: CodeListName; readonly entries: readonly CodeListEntry[] }

/** What happens in the settings log. */
export interface SettingsEvent extends OfficeEvent {
  readonly type: 'settings-changed'
  readonly change: SettingsChange
}

/** The settings after one more record; records that are not understood change nothing. */
export function applySettingsRecord(
  settings: OfficeSettings,
  record: Pick<OfficeRecord<SettingsEvent>, 'events'>,
): OfficeSettings {
  let next = settings
  for (const event of record.events) if (event.type === 'settings-changed') next = applyChange(next, event.change)
  return next
}

function applyChange(settings: OfficeSettings, change: SettingsChange): OfficeSettings {
  switch (change.section) {
    case 'template': {
      const { template } = change
      const known = settings.templates.some(({ id }) => id === template.id)
      const changed = settings.templates.map((old) => (old.id === template.id ? template : old))
      return { ...settings, templates: known ? changed : [...settings.templates, template] }
    }
    case 'template-removed':
      return { ...settings, templates: settings.templates.filter(({ id }) => id !== change.templateId) }
    case 'dispute-levels':
      return { ...settings, disputeLevels: change.levels }
    case 'settlement':
      return { ...settings, settlement: change.settlement }
    case 'rounds':
      return { ...settings, rounds: change.rounds }
    case 'calendar':
      return { ...settings, calendar: change.calendar }
    case 'code-list':
      return { ...settings, codeLists: { ...settings.codeLists, [change.list]: change.entries } }
    default:
      return settings
  }
}

/**
 * Decides a change of the settings.
 * @param known sequence number of the settings that the administrator saw; an older one is a `conflict`
 */
export function changeSettings(
  actor: Actor,
  settings: OfficeSettings,
  sequence: number,
  known: number,
  change: SettingsChange,
): readonly SettingsEvent[] | Refused {
  if (!actor.roles.includes('administrator')) return refused('not-permitted')
  if (sequence !== known) return refused('conflict')
  const field = faultIn(settings, change)
  return field === null ? [{ type: 'settings-changed', change }] : refused('invalid-input', { field })
}

const code = /^[a-z0-9][a-z0-9-]{0,39}$/
const isUnique = (values: readonly string[]) => new Set(values).size === values.length
const day = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/

/** The first thing about a change that cannot be; `null` when it can. */
function faultIn(settings: OfficeSettings, change: SettingsChange): string | null {
  switch (change.section) {
    case 'template':
      return faultInTemplate(settings, change.template)
    case 'template-removed': {
      // The usual templates stay: materials that were founded from them ask for their rules.
      const isUsual = templates.some((id) => id === change.templateId)
      return isUsual || !settings.templates.some(({ id }) => id === change.templateId) ? 'templateId' : null
    }
    case 'dispute-levels': {
      const { levels } = change
      if (!levels.every(({ id }) => code.test(id)) || !isUnique(levels.map(({ id }) => id))) return 'levels.id'
      // Somebody must be able to end every dispute.
      const last = levels.at(-1)
      return !last || last.decider.by === 'parties' ? 'levels.decider' : null
    }
    case 'settlement': {
      const { reactionDays } = change.settlement
      return Number.isInteger(reactionDays) && reactionDays >= 0 && reactionDays <= 60
        ? null
        : 'settlement.reactionDays'
    }
    case 'rounds': {
      const { usualDays, leastDays, hour, remindDays } = change.rounds
      const areWhole = [usualDays, leastDays, hour, remindDays].every((count) => Number.isInteger(count) && count >= 0)
      if (!areWhole || usualDays > 120 || remindDays > 30 || hour > 23) return 'rounds'
      return leastDays <= usualDays ? null : 'rounds.leastDays'
    }
    case 'calendar':
      return change.calendar.closedDays.every((date) => day.test(date)) ? null : 'calendar.closedDays'
    case 'code-list': {
      const codes = change.entries.map((entry) => entry.code)
      return codes.every((one) => code.test(one)) && isUnique(codes) ? null : 'entries.code'
    }
  }
}

function faultInTemplate(settings: OfficeSettings, template: TemplateSetting): string | null {
  if (!code.test(template.id)) return 'template.id'
  if (template.parts.length === 0) return 'template.parts'
  if (!template.parts.every(({ kind }) => partKinds.includes(kind) && kind !== 'annex')) return 'template.parts'
  const { steps, isRequired } = template.approval
  if (isRequired && steps.every(({ flag }) => flag !== null)) return 'template.approval.steps'
  if (!steps.every(({ id }) => code.test(id)) || !isUnique(steps.map(({ id }) => id))) return 'template.approval.steps'
  if (!steps.every(({ stage }) => Number.isInteger(stage) && stage >= 1 && stage <= 20))
    return 'template.approval.steps'
  const flags = new Set(settings.codeLists['material-flags'].map((entry) => entry.code))
  const asked = [...template.flags, ...steps.flatMap(({ flag }) => (flag === null ? [] : [flag]))]
  return asked.every((flag) => flags.has(flag)) ? null : 'template.flags'
}

/** The rules of the template that a material was founded from; those of its base when it is gone. */
export function templateOf(
  settings: OfficeSettings,
  material: { readonly template: Template; readonly templateId: string | null },
): TemplateSetting {
  const found =
    settings.templates.find(({ id }) => id === material.templateId) ??
    settings.templates.find(({ id }) => id === material.template) ??
    defaultSettings.templates.find(({ id }) => id === material.template)
  if (!found) throw new RangeError(`no template ${material.template}`)
  return found
}
