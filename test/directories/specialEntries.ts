import { demoBases, demoEntry, demoUuid, type DemoEntry } from '@glosa/auth/demo'

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

const group = (cn: string, members: readonly string[]): DemoEntry =>
  demoEntry(`cn=${cn},${demoBases.groups}`, { objectClass: ['top', 'groupOfNames'], cn: [cn], member: members })

const commaName = 'Dvořák, Jiří (ml.) #1 + "Jirka" <x>; a=b\\c'
/** The DN as a person would write it; OpenLDAP answers with other escapes. */
const commaDn = `cn=Dvořák\\, Jiří (ml.) #1 \\+ \\"Jirka\\" \\<x\\>\\; a=b\\\\c,${demoBases.people}`
const multiDn = `uid=multirdn+employeeNumber=10001,${demoBases.people}`
const outside = `ou=externi,${demoBases.people}`

/** A group that gives the secretary's role, reached by `carka` only through a circle of groups. */
export const circleGroupId: string = demoUuid(`cn=cyklus-b,${demoBases.groups}`)
/** A member of a group that no entry has. */
export const ghostDn = `uid=duch,${demoBases.people}`

/** Entries that break careless clients: odd names, circles, twins, accounts that may not be used. */
export const specialEntries: readonly DemoEntry[] = [
  person(commaDn, 'carka', 'Jiří Dvořák mladší', { attributes: { cn: [commaName] } }),
  person(multiDn, 'multirdn', 'Eva Říhová', { attributes: { employeeNumber: ['10001'] } }),
  person(`cn=Jan Hvězda,${demoBases.people}`, 'a*b(c)', 'Jan Hvězda'),
  person(`uid=dve slova,${demoBases.people}`, 'dve slova', 'Jana Dvojslovná'),
  person(`uid=nova,${demoBases.people}`, 'nova', 'Nora Nováčková', { state: 'must-change' }),
  person(`uid=zamceny,${demoBases.people}`, 'zamceny', 'Petr Zamčený', {
    state: 'locked',
    attributes: { pwdAccountLockedTime: ['000001010000Z'] },
  }),
  demoEntry(outside, { objectClass: ['organizationalUnit'], ou: ['externi'] }),
  person(`uid=dvojce,${demoBases.people}`, 'dvojce', 'Dvojče První'),
  person(`uid=dvojce,${outside}`, 'dvojce', 'Dvojče Druhé'),
  group('cyklus-a', [`cn=cyklus-b,${demoBases.groups}`, commaDn]),
  group('cyklus-b', [
    `cn=cyklus-a,${demoBases.groups}`,
    multiDn.replace('uid=multirdn+employeeNumber=10001', 'employeeNumber=10001+uid=multirdn'),
  ]),
  group('pozustatek', [ghostDn]),
]
