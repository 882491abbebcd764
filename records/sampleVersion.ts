import type {
  FrozenComment,
  FrozenVersion,
  Instant,
  JsonObject,
  JsonValue,
  PartId,
  PersonStamp,
  Sha256,
} from '@glosa/domain/model'
import { partTextOf } from '@glosa/domain/model'

/** Versions for tests: a council material as an office writes it, and what a test puts into it. */

const id = <T extends string>(text: string): T => text.padEnd(20, '0') as T
const at = Date.UTC(2026, 10, 20, 13, 5) as Instant

export const person = (name: string, unitName: string | null): PersonStamp => ({
  personId: `demo:${name.length}` as PersonStamp['personId'],
  displayName: name,
  unitId: null,
  unitName,
})

export const text = (words: string, ...marks: readonly JsonValue[]): JsonObject =>
  marks.length > 0 ? { type: 'text', text: words, marks } : { type: 'text', text: words }
const inline = (content: readonly (string | JsonObject)[]): JsonObject[] =>
  content.map((piece) => (typeof piece === 'string' ? text(piece) : piece))
export const node =
  (type: string, attrs?: JsonObject) =>
  (...content: readonly (string | JsonObject)[]): JsonObject => ({
    type,
    ...(attrs ? { attrs } : {}),
    content: inline(content),
  })
export const doc = node('doc')
export const p = node('paragraph')
export const heading = (level: number, words: string): JsonObject => node('heading', { level })(words)
export const article = node('article')
export const clause = node('clause')
const li = (...words: readonly string[]): JsonObject => node('listItem')(...words.map((line) => p(line)))
export const th = (...words: readonly string[]): JsonObject => node('tableHeader')(...words.map((line) => p(line)))
export const td = (...words: readonly string[]): JsonObject => node('tableCell')(...words.map((line) => p(line)))
export const row = node('tableRow')
export const table = node('table')

const partId: PartId = id('part1')

/** A part with a live text. */
export const bodyPart = (
  body: JsonObject,
  title = 'Návrh usnesení',
  partOf: PartId = partId,
  kind: FrozenVersion['parts'][number]['kind'] = 'draft-resolution',
): FrozenVersion['parts'][number] => ({
  partId: partOf,
  kind,
  title,
  form: 'body',
  bodyId: id(`body${partOf}`.slice(0, 20)),
  bodySchemaNumber: 1,
  doc: body,
})

/** A settled comment on the first occurrence of `quote` in `body`. */
export function commentOn(
  body: JsonObject,
  quote: string,
  number: number,
  more: Partial<FrozenComment> = {},
): FrozenComment {
  const whole = partTextOf(body)
  const found = whole.indexOf(quote)
  const start = found < 0 ? null : [...whole.slice(0, found)].length
  return {
    id: id(`comment${number}`),
    number,
    round: 1,
    by: person('Mgr. Žaneta Křížková', 'Odbor právní'),
    at,
    kind: 'advisory',
    place: {
      at: 'passage',
      partId,
      quote,
      prefix: found < 0 ? '' : whole.slice(Math.max(0, found - 32), found),
      suffix: found < 0 ? '' : whole.slice(found + quote.length, found + quote.length + 32),
      start,
      end: start === null ? null : start + [...quote].length,
    },
    text: 'Doporučujeme doplnit odkaz na příslušné ustanovení zákona o krajích.',
    justification: null,
    proposedWording: null,
    replies: [],
    settled: {
      settlement: { verdict: 'accepted' },
      by: person('Ing. Ondřej Šťastný', 'Odbor dopravy'),
      at,
      wordingApplied: false,
    },
    ...more,
  }
}

/** The version of a small material, with the given changes. */
export const version = (more: Partial<FrozenVersion> = {}): FrozenVersion => ({
  format: 'glosa-version',
  formatNumber: 1,
  materialId: id('material1'),
  materialNumber: 'MAT-2026-0412',
  title: 'Poskytnutí dotací z programu „Bezpečné cesty do škol“ na rok 2027',
  template: 'council-material',
  version: 1,
  drafter: person('Ing. Ondřej Šťastný', 'Odbor dopravy'),
  sponsor: person('JUDr. Alžběta Ďurišová', 'Rada kraje'),
  leadUnitName: 'Odbor dopravy',
  lockedAt: at,
  lockedBy: person('Bc. Jiřina Vaňková', 'Oddělení organizační'),
  parts: [bodyPart(doc(p('Rada kraje bere na vědomí zprávu.')))],
  comments: [],
  ...more,
})

export const resolution: JsonObject = doc(
  p(
    'Rada Vysokohorského kraje podle ',
    text('§ 59 odst. 2 písm. a) zákona č. 129/2000 Sb.', { type: 'italic' }),
    ', o krajích, po projednání',
  ),
  article('Schválení dotací'),
  clause('schvaluje poskytnutí dotací z programu v celkové výši 12 450 000 Kč podle přílohy č. 1;'),
  clause('ukládá vedoucímu odboru dopravy uzavřít smlouvy do 31. 3. 2027.'),
  node('orderedList', { start: 1, style: 'lower-alpha' })(
    li('s obcemi, které doložily souhlas vlastníka komunikace,'),
    li('s dobrovolnými svazky obcí.'),
  ),
  clause('pověřuje hejtmana podpisem smluv.'),
  article('Závěrečná ustanovení'),
  clause('Usnesení nabývá účinnosti dnem schválení.'),
)

export const report: JsonObject = doc(
  heading(1, 'Úvod'),
  p(
    'Kraj vyhlásil v lednu 2026 program na podporu bezpečných cest do škol. Příjem žádostí trval od 1. 2. 2026 do 31. 3. 2026',
    node('footnote', { text: 'Usnesení rady kraje č. 45/2026 ze dne 12. ledna 2026.' })(),
    ' a k uzávěrce bylo podáno ',
    text('87 žádostí', { type: 'bold' }),
    '. Podrobnosti jsou na ',
    text('stránkách kraje', { type: 'link', attrs: { href: 'https://www.example.cz/dotace?rok=2027' } }),
    '.',
  ),
  heading(2, 'Přehled žádostí podle okresů'),
  table(
    row(th('Okres'), th('Žádosti'), th('Doporučeno'), th('Částka v Kč')),
    row(td('Horní Lhota'), td('31'), td('18'), td('4 200 000')),
    row(td('Žďárec nad Úslavou'), td('27'), td('15'), td('3 950 000')),
    row(td('Příčovy'), td('29'), td('17'), td('4 300 000')),
  ),
  heading(2, 'Hodnocení'),
  p('Žádosti hodnotila komise v tomto složení:'),
  node('bulletList')(li('zástupce odboru dopravy,'), li('zástupce Policie ČR,'), li('nezávislý dopravní inženýr.')),
  node('orderedList', { start: 1, style: 'decimal' })(
    li('Formální kontrola úplnosti žádosti a příloh.'),
    li('Věcné hodnocení podle kritérií programu: naléhavost, počet dotčených žáků, připravenost a návaznost.'),
  ),
)

const reportPart: PartId = id('part2')
const annexPart: PartId = id('part3')

/** A whole material: resolution, report with a table, attached file, four comments of every sort. */
export const wholeVersion = (): FrozenVersion =>
  version({
    parts: [
      bodyPart(resolution),
      bodyPart(report, 'Důvodová zpráva', reportPart, 'explanatory-report'),
      {
        partId: annexPart,
        kind: 'annex',
        title: 'Příloha č. 1 – Seznam příjemců',
        form: 'file',
        fileName: 'seznam příjemců.xlsx',
        mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
        bytes: 48_213,
        blob: 'ab'.repeat(32) as Sha256,
      },
    ],
    comments: [
      commentOn(resolution, '12 450 000 Kč', 1, {
        kind: 'essential',
        text: 'Celková výše dotací neodpovídá součtu v příloze č. 1.\nŽádáme o opravu částky nebo přílohy.',
        proposedWording: '12 540 000 Kč',
        justification: 'Součet položek přílohy je 12 540 000 Kč.',
        replies: [
          {
            id: id('reply1'),
            by: person('Ing. Ondřej Šťastný', 'Odbor dopravy'),
            at,
            text: 'Příloha byla mezitím opravena, částka v usnesení platí.',
          },
        ],
        settled: {
          settlement: {
            verdict: 'accepted-in-part',
            reason: 'Opravena příloha č. 1; částka v usnesení odpovídá schválenému rozpočtu.',
          },
          by: person('Ing. Ondřej Šťastný', 'Odbor dopravy'),
          at,
          wordingApplied: false,
        },
      }),
      commentOn(resolution, 'do 31. 3. 2027', 2, {
        by: person('Ing. Květoslava Řeháčková', 'Odbor finanční'),
        proposedWording: 'nejpozději do 30. 4. 2027',
        settled: {
          settlement: { verdict: 'not-accepted', reason: 'Termín vychází z pravidel programu schválených radou.' },
          by: person('Ing. Ondřej Šťastný', 'Odbor dopravy'),
          at,
          wordingApplied: false,
        },
      }),
      commentOn(resolution, 'slova, která už v textu nejsou', 3, { kind: 'editorial', proposedWording: '' }),
      {
        ...commentOn(resolution, '', 4),
        place: { at: 'part', partId: reportPart },
        by: person('Štěpán Líný', null),
        text: 'Ve zprávě chybí porovnání s předchozím ročníkem.',
        settled: {
          settlement: { verdict: 'noted', reason: 'Bude doplněno v závěrečné zprávě.' },
          by: person('Ing. Ondřej Šťastný', 'Odbor dopravy'),
          at,
          wordingApplied: false,
        },
      },
    ],
  })
