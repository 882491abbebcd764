import { demoBases, demoEntry, demoPersonDn, demoUuid, type DemoEntry } from '@glosa/auth/demo'

const person = (
  dn: string,
  login: string,
  displayName: string,
  rest: Pick<DemoEntry, 'state'> & { readonly attributes?: DemoEntry['attributes'] } = {},
): DemoEntry => {
  const { state, attributes } = rest
  return demoEntry(
    dn,
    {
      objectClass: ['top', 'person', 'organizationalPerson', 'inetOrgPerson'],
      uid: [login],
      cn: [displayName],
      sn: [displayName],
      displayName: [displayName],
      ...attributes,
    },
    { password: `Heslo-${login}`, ...(state === undefined ? {} : { state }) },
  )
}

const groupDn = (cn: string) => `cn=${cn},${demoBases.groups}`
const group = (cn: string, members: readonly string[]): DemoEntry =>
  demoEntry(groupDn(cn), { objectClass: ['top', 'groupOfNames'], cn: [cn], member: members })

const commaName = 'Dvořák, Jiří (ml.) #1 + "Jirka" <x>; a=b\\c'
/** The DN as a person would write it; OpenLDAP answers with other escapes. */
const commaDn = `cn=Dvořák\\, Jiří (ml.) #1 \\+ \\"Jirka\\" \\<x\\>\\; a=b\\\\c,${demoBases.people}`
const multiDn = `uid=multirdn+employeeNumber=10001,${demoBases.people}`
const primaryDn = `uid=primarni,${demoBases.people}`
/** No person and no group, but a member all the same. */
export const printerDn = `cn=tiskarna,${demoBases.people}`
/** Below the base of people. */
const externals = `ou=externi,${demoBases.people}`

/** Characters that mean something in a filter; Active Directory takes fewer in a login. */
export const oddLogins = { openldap: 'a*b(c)', 'active-directory': 'a(b)&c' } as const

/** A group that gives the secretary's role, reached by `carka` only through a circle of groups. */
export const circleGroupId: string = demoUuid(groupDn('cyklus-b'))
/** A group of one, which in Active Directory is their primary group and does not name them. */
export const primaryGroupCn = 'primarni-skupina'
export const primaryGroupId: string = demoUuid(groupDn(primaryGroupCn))
/** The group of those who stand in for the heads of the unit EKO. */
export const deputiesGroupId: string = demoUuid(groupDn('zastupci-eko'))
/** A member of a group that no entry has. */
export const ghostDn = `uid=duch,${demoBases.people}`
/** By this an account is marked as ended, where the configuration says so. */
export const endedMark = { attribute: 'employeeType', values: ['byvaly'] } as const

/** A time as LDAP writes it. */
const generalizedTime = (ms: number) => `${new Date(ms).toISOString().replace(/[-:T]/g, '').slice(0, 14)}Z`

/** Entries that break careless clients: odd names, circles, twins, accounts that may not be used. */
export const specialEntries: readonly DemoEntry[] = [
  person(commaDn, 'carka', 'Jiří Dvořák mladší', { attributes: { cn: [commaName] } }),
  person(multiDn, 'multirdn', 'Eva Říhová', { attributes: { employeeNumber: ['10001'] } }),
  person(`cn=Jan Hvězda,${demoBases.people}`, oddLogins.openldap, 'Jan Hvězda'),
  person(`uid=dve slova,${demoBases.people}`, 'dve slova', 'Jana Dvojslovná'),
  person(primaryDn, 'primarni', 'Petr Primární'),
  person(`uid=nova,${demoBases.people}`, 'nova', 'Nora Nováčková', { state: 'must-change' }),
  person(`uid=prosla,${demoBases.people}`, 'prosla', 'Olga Prošlá', { state: 'expired-password' }),
  person(`uid=zamceny,${demoBases.people}`, 'zamceny', 'Petr Zamčený', {
    state: 'locked',
    attributes: { pwdAccountLockedTime: [generalizedTime(Date.now() - 1_000)] },
  }),
  person(`uid=odesly,${demoBases.people}`, 'odesly', 'Karel Odešlý', {
    state: 'locked',
    attributes: { pwdAccountLockedTime: ['000001010000Z'] },
  }),
  /** In Active Directory the account has expired; OpenLDAP knows no such thing. */
  person(`uid=vyprsela,${demoBases.people}`, 'vyprsela', 'Vlasta Vypršelá'),
  person(`uid=byvala,${demoBases.people}`, 'byvala', 'Bohdana Bývalá', {
    attributes: { employeeType: [...endedMark.values] },
  }),
  demoEntry(printerDn, { objectClass: ['top', 'device'], cn: ['tiskarna'] }),
  demoEntry(externals, { objectClass: ['organizationalUnit'], ou: ['externi'] }),
  person(`uid=dvojce,${demoBases.people}`, 'dvojce', 'Dvojče První'),
  person(`uid=dvojce,${externals}`, 'dvojce', 'Dvojče Druhé'),
  group('cyklus-a', [groupDn('cyklus-b'), commaDn]),
  group('cyklus-b', [
    groupDn('cyklus-a'),
    multiDn.replace('uid=multirdn+employeeNumber=10001', 'employeeNumber=10001+uid=multirdn'),
  ]),
  group(primaryGroupCn, [primaryDn]),
  group('zastupci-eko', [demoPersonDn('svobodova')]),
  group('pozustatek', [ghostDn, printerDn]),
]
