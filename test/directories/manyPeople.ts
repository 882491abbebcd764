import { demoBases, demoEntry, demoUuid, type DemoEntry } from '@glosa/auth/demo'

const men = [
  'Jan',
  'Jiří',
  'Tomáš',
  'Lukáš',
  'Ondřej',
  'Zdeněk',
  'Štěpán',
  'Řehoř',
  'Čestmír',
  'Žibřid',
  'Łukasz',
  'Paweł',
]
const women = [
  'Věra',
  'Šárka',
  'Žaneta',
  'Zdeňka',
  'Božena',
  'Růžena',
  'Anežka',
  'Ľubica',
  'Małgorzata',
  'Żaneta',
  'Agnieszka',
  'Jana',
]
const surnamesOfMen = [
  'Dvořák',
  'Černý',
  'Procházka',
  'Kučera',
  'Veselý',
  'Horák',
  'Němec',
  'Růžička',
  'Říha',
  'Šťastný',
  'Křížek',
  'Wiśniewski',
]
const surnamesOfWomen = [
  'Dvořáková',
  'Černá',
  'Procházková',
  'Kučerová',
  'Veselá',
  'Horáková',
  'Němcová',
  'Růžičková',
  'Říhová',
  'Šťastná',
  'Křížková',
  'Wójcik',
]

const at = (list: readonly string[], index: number): string => list[index % list.length] ?? ''

/** How many people there are besides those of the demo office. */
export const manyCount = 270
export const manyLogin = (index: number): string => `ctenar${String(index).padStart(3, '0')}`

/** The name of every seventh has a comma and a backslash, as some offices write titles. */
const nameOf = (index: number): string => {
  const [first, last] = index % 2 === 0 ? [men, surnamesOfMen] : [women, surnamesOfWomen]
  const name = `${at(first, index * 7)} ${at(last, index * 5)}`
  const number = String(index).padStart(3, '0')
  return index % 7 === 0 ? `${name}, Ing. \\ ${number}` : `${name} ${number}`
}

const escaped = (value: string) => value.replace(/[\\,+"<>;=]/g, (character) => `\\${character}`)
const personDn = (index: number) => `cn=${escaped(nameOf(index))},${demoBases.people}`
const groupDn = (cn: string) => `cn=${cn},${demoBases.groups}`
const departments = Array.from({ length: 9 }, (_, index) => `ctenari-${index + 1}`)

/** The group that everybody of these is in, through one of nine groups, through one more. */
export const readersGroupId: string = demoUuid(groupDn('ctenari'))

/** So many further people that an office's directory has them in pages, and three levels of groups around them. */
export const manyPeople: readonly DemoEntry[] = [
  ...Array.from({ length: manyCount }, (_, index) =>
    demoEntry(
      personDn(index),
      {
        objectClass: ['top', 'person', 'organizationalPerson', 'inetOrgPerson'],
        uid: [manyLogin(index)],
        cn: [nameOf(index)],
        sn: [nameOf(index).split(' ')[1] ?? ''],
        displayName: [nameOf(index)],
        mail: [`${manyLogin(index)}@podhorsky-kraj.example`],
      },
      { password: `Heslo-${manyLogin(index)}` },
    ),
  ),
  ...departments.map((cn, department) =>
    demoEntry(groupDn(cn), {
      objectClass: ['top', 'groupOfNames'],
      cn: [cn],
      member: Array.from({ length: manyCount }, (_, index) => index)
        .filter((index) => index % departments.length === department)
        .map(personDn),
    }),
  ),
  demoEntry(groupDn('ctenari-vsichni'), {
    objectClass: ['top', 'groupOfNames'],
    cn: ['ctenari-vsichni'],
    member: departments.map(groupDn),
  }),
  demoEntry(groupDn('ctenari'), {
    objectClass: ['top', 'groupOfNames'],
    cn: ['ctenari'],
    member: [groupDn('ctenari-vsichni')],
  }),
]
