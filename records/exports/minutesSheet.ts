import type { PrintedAmendment, PrintedItem, PrintedMinutes, Resolution } from '@glosa/domain/model'
import { localTime } from '../render/localTime.ts'
import { quoted, type Wording } from './rowWords.ts'
import { plain, type Cell, type Sheet, type SheetBlock, type SheetFact } from './sheet.ts'

/** Lays out the record of a meeting: who was there, the agenda with its results, then item by item. */
export function minutesSheet(minutes: PrintedMinutes, wording: Wording): Sheet {
  const { words, locale } = wording
  const { minutes: w } = words
  const { officeName, title, closed, present, absent } = minutes
  const heard = `${present.length} ${w.of} ${present.length + absent.length}`
  const facts: readonly (readonly [string, string])[] = [
    [w.body, w.bodies[minutes.body]],
    [w.time, `${localTime(minutes.startsAt, locale)} – ${localTime(minutes.endsAt, locale)}`],
    [w.place, minutes.place],
    [`${w.present} (${heard})`, present.join(', ') || '–'],
    [w.absent, absent.join(', ') || '–'],
  ]
  return {
    language: words.language,
    title: `${w.title}: ${title}`,
    author: officeName,
    isLandscape: false,
    header: closed ? localTime(closed.at, locale) : w.draft,
    footer: officeName,
    page: words.page,
    of: words.of,
    date: minutes.asOf,
    blocks: [
      { t: 'paragraph', c: [{ s: officeName, bold: true }] },
      { t: 'heading', level: 1, s: `${w.title}: ${title}` },
      ...(closed ? [] : [{ t: 'paragraph', c: [{ s: w.draft, bold: true }] } as const]),
      { t: 'facts', rows: facts.map(([name, value]) => ({ name, value, isMono: false })) },
      { t: 'heading', level: 2, s: w.agenda },
      agendaTable(minutes.items, wording),
      ...minutes.items.flatMap((item) => itemBlocks(item, wording)),
      ...closingBlocks(minutes, wording),
    ],
  }
}

function agendaTable(items: readonly PrintedItem[], wording: Wording): SheetBlock {
  const { minutes: w } = wording.words
  const widths = [0.6, 5, 2.4, 3]
  return {
    t: 'table',
    columns: w.columns.map((title, index) => ({ title, width: widths[index] ?? 1 })),
    rows: items.map((item): Cell[] => [
      [plain(item.number === null ? '' : String(item.number))],
      [plain(titleOf(item, wording))],
      [plain(item.material?.sponsor ?? item.material?.drafter ?? '')],
      [plain(resultOf(item, wording))],
    ]),
    hasTotal: false,
  }
}

function titleOf({ title, breakMinutes, isTabled }: PrintedItem, { words: { minutes: w } }: Wording): string {
  if (breakMinutes !== null) return `${title || w.break} (${breakMinutes} ${w.minutesShort})`
  return isTabled ? `${title} (${w.tabled})` : title
}

function resultOf({ withdrawn, resolution, material }: PrintedItem, { words: { minutes: w } }: Wording): string {
  if (withdrawn !== null) return w.withdrawn
  if (resolution) return outcomeOf(resolution, w)
  return material ? w.undecided : ''
}

const outcomeOf = ({ outcome, number }: Resolution, w: Wording['words']['minutes']): string =>
  number ? `${w.outcome[outcome]}, ${w.resolution.toLowerCase()} ${number}` : w.outcome[outcome]

/** What happened with an item; a break has nothing to tell beside its line on the agenda. */
function itemBlocks(item: PrintedItem, wording: Wording): readonly SheetBlock[] {
  if (item.number === null) return []
  const { minutes: w } = wording.words
  return [
    { t: 'heading', level: 2, s: `${item.number}. ${titleOf(item, wording)}` },
    ...materialFacts(item, wording),
    ...(item.withdrawn === null ? [] : [named(w.withdrawn, item.withdrawn)]),
    ...item.amendments.flatMap((amendment) => amendmentBlocks(amendment, wording)),
    ...resolutionBlocks(item, wording),
  ]
}

function materialFacts({ material }: PrintedItem, { words }: Wording): readonly SheetBlock[] {
  if (!material) return []
  const { minutes: w, facts } = words
  const known: readonly (readonly [string, string | null])[] = [
    [w.material, `${material.number}, ${w.version} ${material.version}`],
    [facts.sponsor, material.sponsor],
    [facts.drafter, material.drafter],
    [facts.leadUnit, material.leadUnit],
  ]
  const rows = known.flatMap(([name, value]): SheetFact[] => (value === null ? [] : [{ name, value, isMono: false }]))
  return [{ t: 'facts', rows }]
}

function amendmentBlocks(amendment: PrintedAmendment, wording: Wording): readonly SheetBlock[] {
  const { minutes: w } = wording.words
  const { quote, proposedWording, text, vote } = amendment
  return [
    {
      t: 'paragraph',
      c: [
        { s: `${w.amendment} ${amendment.number}`, bold: true },
        { s: ` (${amendment.by}): ${w.amendmentResult[amendment.result]}` },
      ],
    },
    ...(quote === null ? [] : [named(w.insteadOf, quoted(quote, wording))]),
    ...(proposedWording === null
      ? []
      : [named(w.wording, proposedWording ? quoted(proposedWording, wording) : w.deletes)]),
    ...(text === '' ? [] : [quote === null ? said(text) : named(w.reason, text)]),
    ...(vote ? [named(w.vote, votesOf(vote, w))] : []),
  ]
}

function resolutionBlocks(item: PrintedItem, { words, locale }: Wording): readonly SheetBlock[] {
  const { minutes: w } = words
  const { resolution, corrections, material, withdrawn } = item
  if (!resolution) return material && withdrawn === null ? [said(w.undecided)] : []
  const told = (one: Resolution): readonly SheetBlock[] => [
    { t: 'paragraph', c: [{ s: capital(outcomeOf(one, w)), bold: true }] },
    ...(one.text === '' ? [] : [said(one.text)]),
    ...(one.vote ? [named(w.vote, votesOf(one.vote, w))] : []),
  ]
  return [
    ...told(resolution),
    ...corrections.flatMap(({ by, at, reason, before }): readonly SheetBlock[] => [
      named(w.corrected, `${localTime(at, locale)}, ${by}: ${reason}`),
      { t: 'paragraph', c: [{ s: `${w.before}:`, quiet: true }] },
      ...told(before),
    ]),
  ]
}

/** How the record was fixed; a draft has nothing to sign. */
function closingBlocks({ closed }: PrintedMinutes, { words, locale }: Wording): readonly SheetBlock[] {
  if (!closed) return []
  const { minutes: w } = words
  const line = (name: string, value: string, isMono = false): SheetFact => ({ name, value, isMono })
  return [
    { t: 'heading', level: 2, s: w.closing },
    {
      t: 'facts',
      rows: [
        line(w.closedBy, closed.by),
        line(w.closedAt, localTime(closed.at, locale)),
        line(w.hash, closed.hash, true),
        ...w.signatures.map((name) => line(name, '.'.repeat(60))),
      ],
    },
    { t: 'paragraph', c: [{ s: w.hashExplained, quiet: true }] },
  ]
}

const votesOf = (vote: NonNullable<Resolution['vote']>, { votes }: Wording['words']['minutes']): string =>
  `${votes.for} ${vote.for}, ${votes.against} ${vote.against}, ${votes.abstained} ${vote.abstained}`

const said = (s: string): SheetBlock => ({ t: 'paragraph', c: plain(s) })
const named = (name: string, text: string): SheetBlock => ({
  t: 'paragraph',
  c: [{ s: `${capital(name)}: `, bold: true }, { s: text }],
})
const capital = (s: string): string => s.charAt(0).toUpperCase() + s.slice(1)
