import type { Decider, SettlementTable, TableDispute, TablePlace, TableRow } from '@glosa/domain/model'
import type { PrintLocale } from '../render/labels.ts'
import { localTime } from '../render/localTime.ts'
import type { ExportWords } from './words/exportWords.ts'

/** What the words of an export are chosen by. */
export interface Wording {
  readonly words: ExportWords
  readonly locale: PrintLocale
}

/** Where in its part a comment belongs, as one cites it: "čl. 2 odst. 3". */
export function citationOf({ at, heading, article, clause, page }: TablePlace, { words }: Wording): string {
  switch (at) {
    case 'material':
      return words.wholeMaterial
    case 'part':
      return words.wholePart
    case 'page':
      return `${words.pageOfFile} ${page ?? ''}`
    case 'image':
      return words.picture
    case 'table':
    case 'passage': {
      const numbers = [
        article === null ? '' : `${words.articleShort} ${article}`,
        clause === null ? '' : `${words.clauseShort} ${clause}`,
      ]
      const cited = numbers.filter(Boolean).join(' ') || (heading ?? '')
      return at === 'table' ? [words.wholeTable, cited].filter(Boolean).join(', ') : cited
    }
  }
}

const quotes: Readonly<Record<PrintLocale, readonly [string, string]>> = {
  cs: ['„', '“'],
  en: ['“', '”'],
  pl: ['„', '”'],
  sk: ['„', '“'],
}

/** Words in the quotation marks of the language. */
export const quoted = (text: string, { locale }: Pick<Wording, 'locale'>): string =>
  `${quotes[locale][0]}${text}${quotes[locale][1]}`

/** The number of a comment; a dash before it has one. */
export const numberOf = ({ number }: TableRow): string => (number === 0 ? '–' : String(number))

/** How the body that lodged the comment stands to its settlement; nothing while there is none. */
export function reactionWords({ verdict, reaction, reactionReason }: TableRow, { words }: Wording): string {
  if (verdict === null || reaction === 'not-asked') return ''
  return reactionReason ? `${words.reaction[reaction]}: ${reactionReason}` : words.reaction[reaction]
}

/** A dispute, line by line: what it is about, where it stands, how it was discussed and ended. */
export function disputeLines(dispute: TableDispute, wording: Wording): readonly string[] {
  const { words, locale } = wording
  const { dispute: w } = words
  const level = dispute.levels[dispute.level]
  const at = level ? (level.name ?? deciderName(level.decider, words)) : String(dispute.level + 1)
  const { outcome, finalisingPermitted } = dispute
  const state = outcome ? w.outcome[outcome.kind] : w.open
  const lines = [`${w.name} ${dispute.number}: ${state} (${w.level}: ${at})`, dispute.reason]
  for (const { heldAt, present, conclusion } of dispute.meetings) {
    lines.push(`${w.meeting} ${localTime(heldAt, locale)}, ${w.present}: ${present}. ${conclusion}`)
  }
  if (outcome) {
    const told = [`${outcome.by.displayName}, ${localTime(outcome.at, locale)}`]
    if (outcome.kind === 'decided') {
      told.push(w.ruling[outcome.ruling])
      if (outcome.resolution) told.push(`${w.resolution} ${outcome.resolution}`)
    }
    lines.push(told.join(', '))
    if ('reason' in outcome && outcome.reason) lines.push(outcome.reason)
  }
  if (finalisingPermitted) {
    const { by, reason, resolution } = finalisingPermitted
    const number = resolution ? `, ${w.resolution} ${resolution}` : ''
    lines.push(`${w.permitted} (${by.displayName}${number}): ${reason}`)
  }
  return lines.filter(Boolean)
}

function deciderName(decider: Decider, { dispute }: ExportWords): string {
  switch (decider.by) {
    case 'role':
      return dispute.role[decider.role]
    case 'person':
      return decider.displayName
    case 'parties':
    case 'sponsor':
    case 'body':
      return dispute.decider[decider.by]
  }
}

/** The facts that head a table, name and value; what is not known is left out. */
export function tableFacts(
  table: SettlementTable,
  { words, locale }: Wording,
): readonly (readonly [name: string, value: string])[] {
  const { facts: w } = words
  const all: readonly (readonly [string, string | null])[] = [
    [w.number, table.number],
    [w.documentReference, table.documentReference],
    [w.fileReference, table.fileReference],
    [w.title, table.title],
    [w.drafter, table.drafter],
    [w.sponsor, table.sponsor],
    [w.leadUnit, table.leadUnit],
    [w.version, `${table.version} (${table.isLocked ? w.locked : w.inWork})`],
    [w.round, table.round === null ? null : String(table.round)],
    [w.asOf, localTime(table.asOf, locale)],
  ]
  return all.flatMap(([name, value]) => (value === null ? [] : [[name, value] as const]))
}
