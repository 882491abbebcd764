import type {
  CommentId,
  Instant,
  MaterialId,
  PrintedItem,
  PrintedMinutes,
  SettlementTable,
  Sha256,
  TableRow,
  UnitCount,
  UnitId,
  UnitLetter,
} from '@glosa/domain/model'

const at = Date.UTC(2026, 10, 21, 8, 5) as Instant

/** A row for tests, with something of its own. */
export const sampleRow = (own: Partial<TableRow> = {}): TableRow => ({
  commentId: '0'.repeat(20) as CommentId,
  number: 1,
  round: 1,
  version: 1,
  place: { at: 'passage', part: 'Návrh usnesení', heading: null, article: 2, clause: 3, page: null },
  quote: 'schvaluje dotaci',
  isGone: false,
  unit: 'Odbor právní',
  author: 'JUDr. Alžběta Ďurišová',
  sentBy: null,
  at,
  isLate: false,
  kind: 'essential',
  text: 'Částka neodpovídá rozpočtu.',
  wording: 'schvaluje dotaci 12 540 000 Kč',
  justification: 'Rozpočet kraje, § 5.',
  replies: [{ by: 'Ing. Ondřej Šťastný', at, text: 'Prověříme.' }],
  verdict: 'accepted-in-part',
  reason: 'Částka bude upřesněna.',
  settledBy: 'Ing. Ondřej Šťastný',
  settledAt: at,
  isPrepared: false,
  isWordingApplied: true,
  result: 'schvaluje dotaci 12 500 000 Kč',
  reaction: 'insisted',
  reactionReason: 'Trváme na přesné částce.',
  dispute: {
    number: 1,
    reason: 'Částka není přesná.',
    level: 1,
    levels: [
      { id: 'parties', name: null, decider: { by: 'parties' } },
      { id: 'secretary', name: null, decider: { by: 'role', role: 'secretary' } },
    ],
    openedAt: at,
    meetings: [
      {
        level: 1,
        heldAt: at,
        present: 'Ďurišová, Šťastný',
        conclusion: 'Bez shody.',
        recordedBy: { personId: 'test:a' as never, displayName: 'Šťastný', unitId: null, unitName: null },
        recordedAt: at,
      },
    ],
    outcome: null,
    finalisingPermitted: null,
  },
  duplicateOf: null,
  visibility: 'participants',
  ...own,
})

const none = { all: 0, essential: 0 }
const counts: Omit<UnitCount, 'id' | 'name' | 'isMandatory' | 'answer'> = {
  lodged: { all: 2, essential: 1 },
  editorial: 0,
  late: 0,
  verdicts: {
    accepted: none,
    'accepted-in-part': { all: 1, essential: 1 },
    'not-accepted': none,
    explained: none,
    noted: none,
  },
  unsettled: { all: 1, essential: 0 },
  disputes: 1,
  openDisputes: 1,
}

/** A table for tests with these rows. */
export const sampleTable = (rows: readonly TableRow[] = [sampleRow()]): SettlementTable => ({
  format: 'glosa-settlement-table',
  formatNumber: 1,
  materialId: 'm'.repeat(20) as MaterialId,
  number: 'MAT-2026-0412',
  documentReference: 'KUPK/1234/2026',
  fileReference: null,
  title: 'Dotace z programu „Bezpečné cesty“',
  drafter: 'Ing. Ondřej Šťastný, Odbor dopravy',
  sponsor: null,
  leadUnit: 'Odbor dopravy',
  version: 1,
  isLocked: false,
  round: null,
  asOf: at,
  rows,
  units: [
    { id: 'test:legal' as UnitId, name: 'Odbor právní', isMandatory: true, ...counts, answer: 'commented' },
    {
      id: 'test:audit' as UnitId,
      name: 'Odbor interního auditu',
      isMandatory: false,
      ...counts,
      lodged: none,
      answer: 'silent',
    },
  ],
  total: counts,
})

/** The letter of a unit for tests. */
export const sampleLetter = (own: Partial<UnitLetter> = {}): UnitLetter => ({
  officeName: 'Podhorský kraj',
  unitName: 'Odbor právní',
  number: 'MAT-2026-0412',
  documentReference: 'KUPK/1234/2026',
  fileReference: null,
  title: 'Dotace z programu',
  round: 1,
  isDraft: false,
  signedBy: { name: 'JUDr. Alžběta Ďurišová', standingFor: 'JUDr. Petr Šťastný', at },
  asOf: at,
  rows: [sampleRow(), sampleRow({ number: 2, kind: 'advisory', text: 'Doplnit přílohu.', wording: null, quote: null })],
  ...own,
})

/** The record of a meeting with everything that a record can have. */
export const sampleMinutes = (own: Partial<PrintedMinutes> = {}): PrintedMinutes => {
  const vote = { for: 5, against: 1, abstained: 0 }
  const item = {
    number: 1,
    title: 'Dotace z programu',
    material: {
      number: 'MAT-2026-0412',
      version: 2,
      drafter: 'Ing. Ondřej Šťastný',
      sponsor: 'Mgr. Růžena Veselá',
      leadUnit: 'Odbor ekonomický',
    },
    breakMinutes: null,
    isTabled: false,
    withdrawn: null,
    amendments: [],
    resolution: null,
    corrections: [],
  } satisfies PrintedItem
  const amendment = {
    number: 1,
    by: 'Karel Tichý',
    quote: '200 000 Kč',
    proposedWording: '300 000 Kč',
    text: 'Ceny stromů vzrostly.',
    result: 'accepted',
    vote,
  } as const
  const adopted = { outcome: 'adopted', number: 'R/3/2026', text: 'Rada schvaluje\nposkytnutí dotací.', vote } as const
  return {
    officeName: 'Podhorský kraj',
    body: 'board',
    title: '24. schůze rady',
    startsAt: at,
    endsAt: (at + 3_600_000) as Instant,
    place: 'Sál 214',
    present: ['Bohumil Kučera', 'Karel Tichý'],
    absent: ['Růžena Veselá'],
    items: [
      {
        ...item,
        amendments: [
          amendment,
          {
            ...amendment,
            number: 2,
            quote: null,
            proposedWording: null,
            text: 'Odložit.',
            result: 'withdrawn',
            vote: null,
          },
        ],
        resolution: adopted,
        corrections: [
          {
            by: 'Marie Pokorná',
            at,
            reason: 'Chyba v psaní',
            before: { ...adopted, text: 'Rada schvaluje poskytnutí dotaci.' },
          },
        ],
      },
      { ...item, number: null, title: 'Oběd', material: null, breakMinutes: 30 },
      { ...item, number: 2, title: 'Pronájem', isTabled: true, withdrawn: 'Chybí posudek.' },
      {
        ...item,
        number: 3,
        title: 'Jmenování',
        resolution: { outcome: 'postponed', number: null, text: '', vote: null },
      },
      { ...item, number: 4, title: 'Různé', material: null },
    ],
    closed: { by: 'Marie Pokorná', at, hash: 'b2'.repeat(32) as Sha256 },
    asOf: at,
    ...own,
  }
}
