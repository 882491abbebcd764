import { dnKey, escapeDnValue } from '@glosa/auth'
import { demoBase, demoBases, demoServiceDn, type DemoEntry } from '@glosa/auth/demo'
import { oddLogins, primaryGroupCn } from './specialEntries.ts'

/** What `provisionSamba.py` reads. */
export interface ActiveDirectoryOffice {
  readonly realm: string
  readonly domain: string
  readonly administratorPassword: string
  /** Attributes of entries that are there from the start; '' is the domain itself. */
  readonly settings: Readonly<Record<string, Readonly<Record<string, string>>>>
  readonly entries: readonly {
    readonly dn: string
    readonly guid: string
    readonly password?: string
    readonly attributes: Readonly<Record<string, readonly string[]>>
  }[]
  /** Members by the DN of the group. */
  readonly members: Readonly<Record<string, readonly string[]>>
  /** Person → group. */
  readonly primaryGroups: Readonly<Record<string, string>>
  /** Attributes that LDAP would not let anybody write. */
  readonly afterwards: Readonly<Record<string, Readonly<Record<string, string>>>>
}

const longAgo = '132223104000000000'
const hundredNanosecondsPerMinute = 600_000_000
const minutes = (count: number) => String(-count * hundredNanosecondsPerMinute)

/** The password of every domain made here; the domain lives on loopback, for the time of a test. */
export const administratorPassword = 'Spravce-heslo-1'
export const administratorName = 'administrator@podhorsky-kraj.example'

/**
 * The same office as Active Directory would hold it: people are named by `CN`, sign in by
 * `sAMAccountName`, members of groups must exist, and no entry has two names.
 */
export function activeDirectoryOffice(source: readonly DemoEntry[]): ActiveDirectoryOffice {
  const entries = source.filter(({ dn }) => dnKey(dn) !== dnKey(demoBase))
  const newDns = new Map(entries.map((entry) => [dnKey(entry.dn), newDnOf(entry)]))
  const members: Record<string, string[]> = {}
  const primaryGroups: Record<string, string> = {}
  const afterwards: Record<string, Record<string, string>> = {}
  const added: ActiveDirectoryOffice['entries'][number][] = []
  for (const [index, entry] of entries.entries()) {
    const dn = newDnOf(entry)
    const known = (dns: readonly string[] | undefined) => (dns ?? []).flatMap((each) => newDns.get(dnKey(each)) ?? [])
    const { member, owner, cn } = entry.attributes
    if (member) members[dn] = known(member)
    if (cn?.[0] === primaryGroupCn) for (const each of known(member)) primaryGroups[each] = dn
    if (entry.state === 'must-change') afterwards[dn] = { pwdLastSet: '0' }
    if (entry.state === 'expired-password') afterwards[dn] = { pwdLastSet: longAgo }
    added.push({
      dn,
      guid: entry.entryUUID,
      ...(entry.password === undefined ? {} : { password: entry.password }),
      attributes: { ...attributesOf(entry, index), ...(owner ? { managedBy: known(owner).slice(0, 1) } : {}) },
    })
  }
  return {
    realm: 'PODHORSKY-KRAJ.EXAMPLE',
    domain: 'PODHORI',
    administratorPassword,
    settings: {
      '': {
        pwdProperties: '0',
        minPwdLength: '1',
        minPwdAge: '0',
        maxPwdAge: minutes(5 * 365 * 24 * 60),
        lockoutThreshold: '5',
        lockoutDuration: minutes(15),
        lockOutObservationWindow: minutes(15),
      },
    },
    // Whom a group is managed by must be there before the group.
    entries: [...added.toSorted((a, b) => order(a.attributes) - order(b.attributes)), computer],
    members,
    primaryGroups,
    afterwards,
  }
}

/** Computers are users too, of another category. */
const computer = {
  dn: `CN=PC1,${demoBases.people}`,
  guid: '6d1f6c1e-5a0f-4c5e-8a53-0b8a5f0c7d11',
  attributes: { objectClass: ['computer'], sAMAccountName: ['PC1$'], userAccountControl: ['4096'] },
}

const order = ({ objectClass }: Readonly<Record<string, readonly string[]>>) =>
  objectClass?.includes('organizationalUnit') ? 0 : objectClass?.includes('group') ? 2 : 1

function newDnOf({ dn, attributes }: DemoEntry): string {
  const [cn] = attributes['cn'] ?? []
  if (cn === undefined) return dn
  const parent = parentOf(dn)
  return `CN=${escapeDnValue(cn)},${parent}`
}

/** The DN without its first name; commas inside names are escaped. */
const parentOf = (dn: string): string => dn.replace(/^(?:\\.|[^,\\])*,/, '')

function attributesOf(entry: DemoEntry, index: number): Record<string, readonly string[]> {
  const classes = entry.attributes['objectClass'] ?? []
  const { uid, mail, sn, givenName, displayName, description, employeeType, cn } = entry.attributes
  if (classes.includes('organizationalUnit')) return { objectClass: ['organizationalUnit'] }
  if (classes.includes('device')) return { objectClass: ['contact'] }
  if (classes.includes('groupOfNames')) {
    const name = `${(cn?.[0] ?? '').normalize('NFD').replace(/[^\w-]/g, '')}-${index}`
    // A global group of security.
    return { objectClass: ['group'], groupType: ['-2147483646'], sAMAccountName: [name], ...present({ description }) }
  }
  if (entry.dn === demoServiceDn) {
    return { objectClass: ['user'], sAMAccountName: ['glosa'], userAccountControl: ['66048'] }
  }
  const login = uid?.[0] ?? ''
  const isSecondTwin = login === 'dvojce' && entry.dn.includes('ou=externi')
  const name = login === oddLogins.openldap ? oddLogins['active-directory'] : isSecondTwin ? 'dvojce2' : login
  return {
    objectClass: ['user'],
    sAMAccountName: [name],
    userPrincipalName: [`${name.replace(/[^a-z0-9]/g, '.')}@podhorsky-kraj.example`],
    // Active Directory allows a name of its own once; two people share one only by another attribute.
    ...(isSecondTwin ? { employeeID: ['dvojce'] } : {}),
    userAccountControl: [login === 'odesly' ? '514' : '512'],
    ...(login === 'vyprsela' ? { accountExpires: [longAgo] } : {}),
    ...present({ mail, sn, givenName, displayName, employeeType }),
  }
}

const present = (attributes: Readonly<Record<string, readonly string[] | undefined>>) =>
  Object.fromEntries(
    Object.entries(attributes).flatMap(([name, values]) => (values === undefined ? [] : [[name, values] as const])),
  )
