import { createHash } from 'node:crypto'
import type { Role } from '@glosa/domain/model'
import { escapeDnValue } from '../directory/dn.ts'
import type { DemoEntry } from './demoTree.ts'
import { demoOffice, demoPeople, demoUnits } from './office.ts'

/** Where things lie in the demo directory. */
export const demoBase = 'dc=podhorsky-kraj,dc=example'
export const demoBases = {
  people: `ou=lide,${demoBase}`,
  units: `ou=odbory,${demoBase}`,
  groups: `ou=skupiny,${demoBase}`,
  services: `ou=sluzby,${demoBase}`,
} as const

/** The read-only account by which Glosa searches the demo directory. */
export const demoServiceDn = `cn=glosa,${demoBases.services}`

const roleGroups = {
  drafter: ['glosa-zpracovatele', 'Zpracovatelé materiálů'],
  'unit-head': ['glosa-vedouci', 'Vedoucí odborů'],
  'council-member': ['rada-kraje', 'Rada kraje'],
  secretary: ['sekretariat-rady', 'Sekretariát rady'],
  'records-manager': ['spisovna', 'Spisová služba'],
  administrator: ['glosa-spravci', 'Správci aplikace'],
} as const satisfies Readonly<Partial<Record<Role, readonly [cn: string, description: string]>>>

type GroupRole = keyof typeof roleGroups
const groupRoles: readonly GroupRole[] = [
  'drafter',
  'unit-head',
  'council-member',
  'secretary',
  'records-manager',
  'administrator',
]

const groupDn = (cn: string, base: string) => `cn=${escapeDnValue(cn)},${base}`
export const demoPersonDn = (login: string): string => `uid=${escapeDnValue(login)},${demoBases.people}`

/** A UUID that belongs to this DN for ever (version 8, from a hash). */
export function demoUuid(dn: string): string {
  const hash = createHash('sha256').update(`glosa demo: ${dn}`).digest()
  hash[6] = 0x80 | ((hash[6] ?? 0) & 0x0f)
  hash[8] = 0x80 | ((hash[8] ?? 0) & 0x3f)
  const hex = hash.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-')
}

export const demoEntry = (
  dn: string,
  attributes: DemoEntry['attributes'],
  rest: Pick<DemoEntry, 'password' | 'state'> = {},
): DemoEntry => ({ dn, entryUUID: demoUuid(dn), attributes, ...rest })

/** Ids of the groups that give roles, for the configuration. */
export const demoRoleGroups: Readonly<Partial<Record<Role, readonly string[]>>> = Object.fromEntries(
  groupRoles.map((role) => [role, [demoUuid(groupDn(roleGroups[role][0], demoBases.groups))]]),
)

const group = (
  cn: string,
  base: string,
  description: string,
  member: readonly string[],
  owner: readonly string[] = [],
): DemoEntry =>
  demoEntry(groupDn(cn, base), {
    objectClass: ['top', 'groupOfNames'],
    cn: [cn],
    description: [description],
    member,
    ...(owner.length > 0 ? { owner } : {}),
  })

/** The clerks who draft are a group of their own inside the role's group: nesting as offices have it. */
const clerks = groupDn('referenti-zpracovatele', demoBases.groups)

/** Every entry of the demo directory, parents before children. */
export function demoEntries(servicePassword: string): readonly DemoEntry[] {
  const withRole = (role: Role) => demoPeople.filter((person) => person.roles.includes(role))
  const isClerk = (person: (typeof demoPeople)[number]) => !person.roles.includes('unit-head')
  const unitOf = (ou: string) => demoEntry(`ou=${ou},${demoBase}`, { objectClass: ['organizationalUnit'], ou: [ou] })
  return [
    demoEntry(demoBase, {
      objectClass: ['top', 'dcObject', 'organization'],
      dc: ['podhorsky-kraj'],
      o: [demoOffice.name],
    }),
    ...['lide', 'odbory', 'skupiny', 'sluzby'].map(unitOf),
    demoEntry(
      demoServiceDn,
      { objectClass: ['applicationProcess', 'simpleSecurityObject'], cn: ['glosa'] },
      { password: servicePassword },
    ),
    ...demoPeople.map(({ login, displayName, password }) => {
      const names = displayName.split(' ')
      return demoEntry(
        demoPersonDn(login),
        {
          objectClass: ['top', 'person', 'organizationalPerson', 'inetOrgPerson'],
          uid: [login],
          cn: [displayName],
          sn: [names.at(-1) ?? displayName],
          givenName: [names[0] ?? displayName],
          displayName: [displayName],
          mail: [`${login}@${demoOffice.mailDomain}`],
        },
        { password },
      )
    }),
    ...demoUnits.map(({ mark, name }) => {
      const members = demoPeople.filter(({ unitMark }) => unitMark === mark)
      return group(
        mark,
        demoBases.units,
        name,
        members.map(({ login }) => demoPersonDn(login)),
        members.filter(({ roles }) => roles.includes('unit-head')).map(({ login }) => demoPersonDn(login)),
      )
    }),
    group(
      'referenti-zpracovatele',
      demoBases.groups,
      'Referenti, kteří zpracovávají materiály',
      withRole('drafter')
        .filter(isClerk)
        .map(({ login }) => demoPersonDn(login)),
    ),
    ...groupRoles.map((role) => {
      const [cn, description] = roleGroups[role]
      const people = withRole(role).filter((person) => role !== 'drafter' || !isClerk(person))
      const members = people.map(({ login }) => demoPersonDn(login))
      return group(cn, demoBases.groups, description, role === 'drafter' ? [...members, clerks] : members)
    }),
  ]
}
