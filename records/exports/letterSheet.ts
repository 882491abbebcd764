import type { TableRow, UnitLetter } from '@glosa/domain/model'
import { localTime } from '../render/localTime.ts'
import { citationOf, numberOf, quoted, type Wording } from './rowWords.ts'
import { plain, type Sheet, type SheetBlock, type SheetFact } from './sheet.ts'

/** Lays out the set of a unit as a letter: essential comments first, each with what the rules ask of it. */
export function letterSheet(letter: UnitLetter, wording: Wording): Sheet {
  const { words, locale } = wording
  const { letter: w, facts } = words
  const known: readonly (readonly [string, string | null])[] = [
    [facts.documentReference, letter.documentReference],
    [facts.fileReference, letter.fileReference],
    [facts.number, letter.number],
    [facts.title, letter.title],
    [facts.round, String(letter.round)],
    [w.day, letter.signedBy && localTime(letter.signedBy.at, locale)],
  ]
  const rows = known.flatMap(([name, value]): SheetFact[] => (value === null ? [] : [{ name, value, isMono: false }]))
  const essential = letter.rows.filter(({ kind }) => kind === 'essential')
  const others = letter.rows.filter(({ kind }) => kind !== 'essential')
  const intro = letter.rows.length === 0 ? w.none : w.intro
  return {
    language: words.language,
    title: `${w.subject} ${letter.number}`,
    author: letter.unitName,
    isLandscape: false,
    header: letter.documentReference ?? letter.number,
    footer: `${letter.officeName}, ${letter.unitName}`,
    page: words.page,
    of: words.of,
    date: letter.asOf,
    blocks: [
      { t: 'paragraph', c: [{ s: letter.officeName, bold: true }] },
      { t: 'paragraph', c: plain(letter.unitName) },
      ...(letter.isDraft ? [{ t: 'paragraph', c: [{ s: w.draft, bold: true }] } as const] : []),
      { t: 'facts', rows },
      { t: 'heading', level: 1, s: `${w.subject} ${quoted(letter.title, wording)}` },
      { t: 'paragraph', c: plain(intro) },
      ...section(w.essential, essential, wording),
      ...section(w.others, others, wording),
      ...signature(letter, wording),
    ],
  }
}

function section(title: string, rows: readonly TableRow[], wording: Wording): readonly SheetBlock[] {
  if (rows.length === 0) return []
  return [{ t: 'heading', level: 2, s: title }, ...rows.flatMap((row, index) => commentBlocks(row, index + 1, wording))]
}

function commentBlocks(row: TableRow, index: number, wording: Wording): readonly SheetBlock[] {
  const { words } = wording
  const citation = citationOf(row.place, wording)
  const place = [row.place.part, citation].filter(Boolean).join(', ')
  const number = row.number === 0 ? '' : ` (${words.table.field.number.toLowerCase()} ${numberOf(row)})`
  const named = (name: string, text: string): SheetBlock => ({
    t: 'paragraph',
    c: [{ s: `${name}: `, bold: true }, { s: text }],
  })
  return [
    {
      t: 'paragraph',
      c: [
        { s: `${index}. ${place}`, bold: true },
        { s: number, quiet: true },
      ],
    },
    ...(row.quote ? [{ t: 'paragraph', c: [{ s: quoted(row.quote, wording), italic: true }] } as const] : []),
    { t: 'paragraph', c: plain(row.text) },
    ...(row.wording === null ? [] : [named(words.wording, row.wording || words.proposesDeletion)]),
    ...(row.justification ? [named(words.justification, row.justification)] : []),
    ...(row.kind === 'essential'
      ? [{ t: 'paragraph', c: [{ s: words.letter.essentialSentence, bold: true }] } as const]
      : []),
  ]
}

function signature({ signedBy, unitName }: UnitLetter, { words }: Wording): readonly SheetBlock[] {
  if (!signedBy) return []
  const { name, standingFor } = signedBy
  return [
    { t: 'paragraph', c: [{ s: name, bold: true }], isRight: true },
    ...(standingFor
      ? [{ t: 'paragraph', c: plain(`${words.letter.standingFor} ${standingFor}`), isRight: true } as const]
      : []),
    { t: 'paragraph', c: plain(unitName), isRight: true },
  ]
}
