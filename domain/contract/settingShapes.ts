import * as z from 'zod'
import {
  audiences,
  calendarCountries,
  codeLists,
  consolidations,
  disclosures,
  partKinds,
  roles,
  settlementReleases,
  templates,
} from '../model/index.ts'
import { count, line, personId, unitId } from './atoms.ts'

const code = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,39}$/)
  .describe('A code of the office: small letters, digits, hyphens')
const name = line(120)

const approver = z.discriminatedUnion('by', [
  z.strictObject({ by: z.literal('person'), personId, displayName: name }),
  z.strictObject({ by: z.literal('unit-head'), unitId, unitName: name }),
  z.strictObject({ by: z.literal('lead-unit-head') }),
  z.strictObject({ by: z.literal('sponsor') }),
  z.strictObject({ by: z.literal('role'), role: z.enum(roles) }),
])

const decider = z.discriminatedUnion('by', [
  z.strictObject({ by: z.literal('parties') }),
  z.strictObject({ by: z.literal('role'), role: z.enum(roles) }),
  z.strictObject({ by: z.literal('person'), personId, displayName: name }),
  z.strictObject({ by: z.literal('sponsor') }),
  z.strictObject({ by: z.literal('body'), recordedBy: z.enum(roles) }),
])

export const disputeLevel = z.strictObject({
  id: code,
  name: name.nullable().describe('null: the usual name of a level with this id'),
  decider,
})

export const approvalStepSetting = z.strictObject({
  id: code,
  name: name.nullable(),
  stage: z.number().int().min(1).max(20).describe('Steps of one stage run side by side, stages in order'),
  approver,
  flag: code.nullable().describe('Taken only when the material carries this flag'),
})

export const templateSetting = z.strictObject({
  id: code,
  base: z.enum(templates),
  name: name.nullable(),
  isOffered: z.boolean(),
  parts: z
    .array(z.strictObject({ kind: z.enum(partKinds), title: name.nullable() }))
    .min(1)
    .max(20),
  flags: z.array(code).max(50),
  approval: z.strictObject({ isRequired: z.boolean(), steps: z.array(approvalStepSetting).max(50) }),
})

const settlement = z.strictObject({
  release: z.enum(settlementReleases),
  reactionDays: z.number().int().min(0).max(60).describe('Working days in which a unit may agree or insist'),
})
const calendar = z.strictObject({
  country: z.enum(calendarCountries),
  closedDays: z
    .array(z.iso.date())
    .max(400)
    .describe('Days on which this office is closed besides the public holidays'),
})
const rounds = z.strictObject({
  usualDays: z.number().int().min(0).max(120).describe('Working days of a usual deadline'),
  leastDays: z.number().int().min(0).max(120).describe('A shorter deadline needs its reason; 0 for none'),
  hour: z.number().int().min(0).max(23).describe('At which deadlines end, by the clock of the office'),
  remindDays: z.number().int().min(0).max(30).describe('Working days between the reminder and the deadline'),
  consolidation: z.enum(consolidations),
  disclosure: z.enum(disclosures),
  audience: z.enum(audiences),
})
const codeEntry = z.strictObject({ code, name: name.nullable() })

/** How the office runs its procedure. */
export const officeSettings = z.object({
  templates: z.array(templateSetting),
  disputeLevels: z.array(disputeLevel),
  settlement,
  rounds,
  calendar,
  codeLists: z.object({ 'shortening-reasons': z.array(codeEntry), 'material-flags': z.array(codeEntry) }),
})

/** One change of the settings. */
export const settingsChange = z.discriminatedUnion('section', [
  z.strictObject({ section: z.literal('template'), template: templateSetting }),
  z.strictObject({ section: z.literal('template-removed'), templateId: code }),
  z.strictObject({ section: z.literal('dispute-levels'), levels: z.array(disputeLevel).min(1).max(20) }),
  z.strictObject({ section: z.literal('settlement'), settlement }),
  z.strictObject({ section: z.literal('rounds'), rounds }),
  z.strictObject({ section: z.literal('calendar'), calendar }),
  z.strictObject({ section: z.literal('code-list'), list: z.enum(codeLists), entries: z.array(codeEntry).max(200) }),
])

export const settingsView = z.object({
  sequence: count.describe('Of the last change; to be named by the next one'),
  settings: officeSettings,
})

export type OfficeSettingsView = z.output<typeof settingsView>
