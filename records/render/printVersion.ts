import { partTextOf, type FrozenApproval, type FrozenVersion, type FrozenVersionPart } from '@glosa/domain/model'
import { versionHashOf } from '../versionHash.ts'
import { monoFamilies, textFamilies } from './fonts.ts'
import { printLabels, type PrintLocale } from './labels.ts'
import { localTime } from './localTime.ts'
import type { PassageMarks } from './passageMarks.ts'
import { printBody } from './printBody.ts'
import { printedLines, type Printing } from './printing.ts'
import type { PrintApproval, PrintFact, PrintModel, PrintPart } from './printModel.ts'
import { printRows, summaryOf } from './printRows.ts'
import { ShowableText, type UnshowableCharacter } from './showableText.ts'

export interface PrintOptions {
  /** Language of everything the printed version adds to what people wrote. */
  readonly locale: PrintLocale
  /** The number the records system gave (č.j.); `null` before it gave one. */
  readonly recordNumber: string | null
  /** XML for machines to embed; the file is PDF/A-3a then, and PDF/A-2a without. */
  readonly layer?: { readonly name: string; readonly xml: string } | null
  /** Prints the copy for the public: who publishes it stands in place of who wrote it. */
  readonly publicCopy?: { readonly publisher: string }
  /** Prints for one person: a text in work, or a locked version less what they may not see. It has no hash. */
  readonly ownCopy?: 'working' | 'locked'
}

/**
 * Turns a version into what the template prints.
 * @param images path of each image within the typesetter's folder by its hash
 * @returns the model and the characters that no font can show (they are printed as U+FFFD)
 * @throws RangeError for a node that this version of the software does not know
 */
export function printVersion(
  frozen: FrozenVersion,
  options: PrintOptions,
  images: ReadonlyMap<string, string>,
): { readonly model: PrintModel; readonly missing: readonly UnshowableCharacter[] } {
  const { locale } = options
  const labels = printLabels[locale]
  const text = new ShowableText()
  const printing: Printing = { text, locale, labels, images }
  const line = (words: string): string => printedLines(words, printing).join(' ')
  const passages = new Map<string, PassageMarks>()
  const parts = frozen.parts.map((part): PrintPart => {
    const kind = labels.partKind[part.kind]
    const title = line(part.title).trim() || kind
    if (part.form === 'file') return { title, kind, form: 'file', facts: fileFacts(part, printing) }
    const body = printBody(part.doc, part.partId, frozen.comments, printing)
    passages.set(part.partId, body.passages)
    return { title, kind, form: 'body', c: body.blocks }
  })
  const hash = versionHashOf(frozen)
  const lockedAt = localTime(frozen.lockedAt, locale)
  const utc = new Date(frozen.lockedAt)
  const { publicCopy, ownCopy } = options
  const isWorking = ownCopy === 'working'
  const model: PrintModel = {
    fonts: textFamilies,
    lineBreaks: lengthOf(frozen) > longestOptimized ? 'simple' : 'optimized',
    mono: monoFamilies,
    labels,
    language: locale,
    // PDF/UA asks for a title.
    title: line(frozen.title).trim() || labels.template[frozen.template],
    number: line(frozen.materialNumber),
    template: labels.template[frozen.template],
    author: line(publicCopy?.publisher ?? frozen.drafter.displayName),
    description: publicCopy
      ? `${labels.publicCopy.note}, ${labels.version.toLowerCase()} ${frozen.version}`
      : ownCopy
        ? `${labels.version} ${frozen.version}`
        : `${labels.version} ${frozen.version}, SHA-256 ${hash}`,
    date: [
      utc.getUTCFullYear(),
      utc.getUTCMonth() + 1,
      utc.getUTCDate(),
      utc.getUTCHours(),
      utc.getUTCMinutes(),
      utc.getUTCSeconds(),
    ],
    header: options.recordNumber
      ? line(`${labels.recordNumberShort} ${options.recordNumber}`)
      : line(frozen.materialNumber),
    footer: isWorking
      ? `${labels.workingCopy.note} · ${labels.workingCopy.printed.toLowerCase()} ${lockedAt}`
      : `${labels.version} ${frozen.version} · ${labels.locked.toLowerCase()} ${lockedAt}`,
    facts: titleFacts(frozen, options, printing, lockedAt),
    parts,
    summary: summaryOf(frozen, printing),
    rows: printRows(frozen, passages, printing),
    approvals: (frozen.approvals ?? []).map((approval) => printApproval(approval, printing)),
    publicNote: publicCopy ? labels.publicCopy.note : null,
    statement: ownCopy
      ? []
      : [
          { name: labels.number, value: line(frozen.materialNumber), mono: false },
          { name: labels.version, value: String(frozen.version), mono: false },
          { name: labels.locked, value: lockedAt, mono: false },
          ...(publicCopy
            ? []
            : [
                { name: labels.lockedBy, value: line(nameWithUnit(frozen.lockedBy)), mono: false },
                { name: labels.hash, value: hash, mono: true },
              ]),
        ],
    layer: options.layer ?? null,
  }
  return { model, missing: text.missing() }
}

/**
 * Letters up to which lines are broken with a view to the whole paragraph, some forty pages. That takes up to ten times as
 * long as line by line, and nobody should wait for it at the lock of a long document.
 */
const longestOptimized = 100_000

const lengthOf = ({ parts }: FrozenVersion): number =>
  parts.reduce((sum, part) => sum + (part.form === 'body' ? partTextOf(part.doc).length : 0), 0)

const nameWithUnit = ({ displayName, unitName }: FrozenVersion['drafter']): string =>
  unitName ? `${displayName}, ${unitName}` : displayName

function titleFacts(
  frozen: FrozenVersion,
  { recordNumber, ownCopy }: PrintOptions,
  printing: Printing,
  lockedAt: string,
): readonly PrintFact[] {
  const { labels } = printing
  const facts: readonly (readonly [string, string | null])[] = [
    [labels.number, frozen.materialNumber],
    [labels.recordNumber, recordNumber],
    [labels.drafter, nameWithUnit(frozen.drafter)],
    [labels.sponsor, frozen.sponsor && nameWithUnit(frozen.sponsor)],
    [labels.leadUnit, frozen.leadUnitName],
    [labels.version, ownCopy === 'working' ? labels.workingCopy.note : String(frozen.version)],
    [ownCopy === 'working' ? labels.workingCopy.printed : labels.locked, lockedAt],
  ]
  return facts.flatMap(([name, value]) =>
    value ? [{ name, value: printedLines(value, printing).join(' '), mono: false }] : [],
  )
}

function printApproval(
  { by, standingFor, at, textHash, step, approver }: FrozenApproval,
  printing: Printing,
): PrintApproval {
  const line = (words: string): string => printedLines(words, printing).join(' ')
  const { approvedAs } = printing.labels
  const office =
    approver.by === 'role'
      ? approvedAs[approver.role]
      : approver.by === 'unit-head'
        ? `${approvedAs['unit-head']} – ${approver.unitName}`
        : approvedAs.person
  return {
    step: line(step ? `${step} (${office})` : office),
    person: line(
      standingFor ? `${by.displayName} (${printing.labels.standingFor} ${standingFor.displayName})` : by.displayName,
    ),
    unit: line(by.unitName ?? ''),
    at: localTime(at, printing.locale),
    hash: textHash,
  }
}

function fileFacts(part: Extract<FrozenVersionPart, { form: 'file' }>, printing: Printing): readonly PrintFact[] {
  const { labels } = printing
  const line = (words: string): string => printedLines(words, printing).join(' ')
  return [
    { name: labels.attachedFile, value: line(part.fileName), mono: false },
    { name: labels.mediaType, value: `${line(part.mediaType)}, ${part.bytes} ${labels.bytes}`, mono: false },
    { name: 'SHA-256', value: part.blob, mono: true },
  ]
}
