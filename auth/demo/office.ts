import type { Role } from '@glosa/domain/model'

/** The fictional office of the demonstration; no such region, office or person exists. */
export const demoOffice = {
  name: 'Krajský úřad Podhorského kraje',
  shortName: 'Podhorský kraj',
  mailDomain: 'podhorsky-kraj.example',
} as const

export interface DemoUnit {
  /** Short mark used in tables. */
  readonly mark: string
  readonly name: string
}

/** The units of the demo office, in the order of its organisational rules. */
export const demoUnits: readonly DemoUnit[] = [
  { mark: 'KŘ', name: 'Odbor kancelář ředitele' },
  { mark: 'ORG', name: 'Odbor organizační a sekretariát rady' },
  { mark: 'EKO', name: 'Odbor ekonomický' },
  { mark: 'PRÁV', name: 'Odbor právní' },
  { mark: 'MAJ', name: 'Odbor majetkový' },
  { mark: 'ŠKS', name: 'Odbor školství a sportu' },
  { mark: 'OŽP', name: 'Odbor životního prostředí' },
  { mark: 'DOP', name: 'Odbor dopravy' },
  { mark: 'SOC', name: 'Odbor sociálních věcí' },
  { mark: 'INV', name: 'Odbor investic' },
  { mark: 'INF', name: 'Odbor informatiky' },
  { mark: 'IA', name: 'Odbor interního auditu' },
]

export interface DemoPerson {
  readonly login: string
  readonly password: string
  readonly displayName: string
  /** `null` for members of the council, who belong to no unit. */
  readonly unitMark: string | null
  readonly roles: readonly Role[]
}

type Row = readonly [login: string, displayName: string, unitMark: string | null, ...roles: Role[]]

const rows: readonly Row[] = [
  // Heads of the twelve units; most of them also draft.
  ['brezina', 'Miloš Březina', 'KŘ', 'drafter', 'unit-head'],
  ['reznickova', 'Dagmar Řezníčková', 'ORG', 'unit-head'],
  ['novakova', 'Jana Nováková', 'EKO', 'drafter', 'unit-head'],
  ['stastny', 'Ondřej Šťastný', 'PRÁV', 'unit-head'],
  ['krizkova', 'Alžběta Křížková', 'MAJ', 'drafter', 'unit-head'],
  ['ruzicka', 'Václav Růžička', 'ŠKS', 'drafter', 'unit-head'],
  ['horakova', 'Zdeňka Horáková', 'OŽP', 'drafter', 'unit-head'],
  ['cerny', 'Tomáš Černý', 'DOP', 'drafter', 'unit-head'],
  ['zizkova', 'Božena Žižková', 'SOC', 'drafter', 'unit-head'],
  ['dvorak', 'Jiří Dvořák', 'INV', 'drafter', 'unit-head'],
  ['simek', 'Radek Šimek', 'INF', 'unit-head'],
  ['vankova', 'Hedvika Vaňková', 'IA', 'unit-head'],
  // Members of the council.
  ['hejtman', 'Bohumil Kučera', null, 'council-member'],
  ['prochazkova', 'Květoslava Procházková', null, 'council-member'],
  ['tichy', 'Štěpán Tichý', null, 'council-member'],
  ['jezkova', 'Ludmila Ježková', null, 'council-member'],
  ['nemec', 'Čeněk Němec', null, 'council-member'],
  ['vesela', 'Růžena Veselá', null, 'council-member'],
  // The council's secretariat, records, administration.
  ['pokorna', 'Markéta Pokorná', 'ORG', 'secretary'],
  ['fiserova', 'Jiřina Fišerová', 'ORG', 'secretary'],
  ['spisovna', 'Vítězslav Ďurica', 'ORG', 'records-manager'],
  ['spravce', 'Lukáš Vlček', 'INF', 'administrator'],
  // Clerks who draft.
  ['svobodova', 'Šárka Svobodová', 'EKO', 'drafter'],
  ['kolar', 'Matěj Kolář', 'MAJ', 'drafter'],
  ['machova', 'Tereza Machová', 'ŠKS', 'drafter'],
  ['riha', 'Řehoř Říha', 'DOP', 'drafter'],
  ['bilkova', 'Anežka Bílková', 'SOC', 'drafter'],
  ['kadlec', 'Luboš Kadlec', 'INV', 'drafter'],
  ['strnad', 'Zbyněk Strnad', 'OŽP', 'drafter'],
  ['lastovkova', 'Iveta Laštovková', 'KŘ', 'drafter'],
  // Clerks who comment.
  ['capek', 'František Čapek', 'EKO'],
  ['dolezalova', 'Žaneta Doležalová', 'EKO'],
  ['sedlackova', 'Věra Sedláčková', 'PRÁV'],
  ['benes', 'Přemysl Beneš', 'PRÁV'],
  ['havlickova', 'Naděžda Havlíčková', 'MAJ'],
  ['kriz', 'Jáchym Kříž', 'ŠKS'],
  ['safarova', 'Kateřina Šafářová', 'OŽP'],
  ['urban', 'Dušan Urban', 'DOP'],
  ['matejkova', 'Soňa Matějková', 'SOC'],
  ['zemanek', 'Oldřich Zemánek', 'INV'],
  ['nguyen', 'Nguyễn Thị Hoa', 'INF', 'administrator'],
  ['kozakova', 'Ľubica Kozáková', 'IA'],
]

/** Everybody of the demo office with the public password of each. */
export const demoPeople: readonly DemoPerson[] = rows.map(([login, displayName, unitMark, ...roles]) => ({
  login,
  password: `Heslo-${login}`,
  displayName,
  unitMark,
  roles: ['staff', ...roles],
}))
