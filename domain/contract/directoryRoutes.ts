import * as z from 'zod'
import { accountStates, findingCodes, roles } from '../model/index.ts'
import { route } from './route.ts'
import { instant, person, personId, unit } from './shapes.ts'

const count = z.number().int().min(0)
const namedPerson = z.object({ personId, displayName: z.string() })

const groupStep = z.object({
  id: z.string().nullable().describe('Id that the directory never changes: what the configuration should name'),
  dn: z.string(),
  name: z.string(),
})
const chain = z.array(groupStep).describe('From a group that names the person to the last one')

/** What Glosa takes from the office's directory, and how it was the last time it was read. */
export const directoryMap = z.object({
  name: z.string().describe('First half of every id of a person or unit'),
  preset: z.enum(['openldap', 'active-directory']),
  urls: z.array(
    z.object({
      url: z.string(),
      failedAt: instant.nullable().describe('Its last try failed then; null when it did not'),
    }),
  ),
  answeredAt: instant.nullable().describe('When the directory last answered'),
  readAt: instant.nullable().describe('When everything was last read'),
  peopleBase: z.string(),
  groupsBase: z.string(),
  unitsBase: z.string().nullable(),
  attributes: z.array(z.object({ meaning: z.string(), attribute: z.string().nullable() })),
  people: count,
  roles: z.array(
    z.object({
      role: z.enum(roles),
      named: z.string().describe('As the configuration names the group'),
      group: groupStep.nullable().describe('null: there is no such group'),
      people: count.describe('People who have the role through it'),
    }),
  ),
  units: z.array(
    z.object({ unit, dn: z.string(), people: count, heads: z.array(namedPerson), deputies: z.array(namedPerson) }),
  ),
  findings: z.array(z.object({ code: z.enum(findingCodes), subject: z.string() })),
})

/** What somebody with a login would be, and why. */
export const loginExplained = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('none') }),
  z.object({ outcome: z.literal('ambiguous'), dns: z.array(z.string()) }),
  z.object({
    outcome: z.literal('one'),
    dn: z.string(),
    account: z.enum(accountStates),
    person: person.nullable().describe('null: the account was ended, or the entry has no stable id or login'),
    unit: unit.nullable(),
    directUnits: z.array(unit),
    leads: z.array(unit),
    deputises: z.array(unit),
    roles: z.array(
      z.object({
        role: z.enum(roles),
        by: z.enum(['group', 'leads-unit', 'everybody']),
        chain,
      }),
    ),
    groups: z.array(chain).describe('Every group, each with the shortest way to it'),
  }),
])

export type DirectoryMapView = z.output<typeof directoryMap>
export type LoginExplainedView = z.output<typeof loginExplained>

/** The office's directory as administrators look at it. */
export const directoryRoutes = {
  readDirectoryMap: route('GET /api/v1/administration/directory', {
    tag: 'administration',
    summary: 'How the directory is mapped to people, units and roles, and what is odd in it',
    answer: directoryMap,
    refusals: ['not-permitted'],
  }),
  explainLogin: route('POST /api/v1/administration/directory/login', {
    tag: 'administration',
    summary: 'What somebody with this login would be, and which groups make them so; asks the directory now',
    body: z.strictObject({ login: z.string().trim().min(1).max(256) }),
    answer: loginExplained,
    refusals: ['not-permitted', 'directory-unavailable'],
  }),
  rereadDirectory: route('POST /api/v1/administration/directory/reading', {
    tag: 'administration',
    summary: 'Read everything again now; sessions of people who are gone or changed follow at once',
    privileged: 'administer',
    answer: directoryMap,
    refusals: ['not-permitted', 'directory-unavailable'],
  }),
} as const
