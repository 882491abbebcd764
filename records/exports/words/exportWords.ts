import type {
  AnswerState,
  CommentKind,
  Decider,
  DisputeOutcome,
  MeetingBody,
  PrintedAmendment,
  ResolutionOutcome,
  Role,
  Ruling,
  ToldReaction,
  Verdict,
  Visibility,
} from '@glosa/domain/model'

/** What a column of the printed table holds. */
export const columnContents = ['number', 'place', 'body', 'kind', 'comment', 'settlement', 'reason', 'outcome'] as const
export type ColumnContent = (typeof columnContents)[number]

/** A column of the printed table; `width` is its share of the page. */
export interface PrintedColumn {
  readonly content: ColumnContent
  readonly title: string
  readonly width: number
}

/** The fields of a row in spreadsheets, in their order. */
export const tableFields = [
  'number',
  'round',
  'version',
  'part',
  'place',
  'quote',
  'unit',
  'author',
  'at',
  'inTime',
  'kind',
  'text',
  'wording',
  'justification',
  'replies',
  'verdict',
  'reason',
  'settledBy',
  'settledAt',
  'result',
  'reaction',
  'dispute',
  'visibility',
] as const
export type TableField = (typeof tableFields)[number]

/** Columns of the statistics. */
export const countFields = [
  'body',
  'lodged',
  'essential',
  'accepted',
  'accepted-in-part',
  'not-accepted',
  'explained',
  'noted',
  'unsettled',
  'disputes',
  'answer',
] as const
export type CountField = (typeof countFields)[number]

/** Every word that an export adds to what people wrote, as the offices of one country say it. */
export interface ExportWords {
  /** BCP 47, for word processors. */
  readonly language: string
  readonly table: {
    readonly title: string
    /** Name of the sheet and of the file, without marks that files do not like. */
    readonly sheetName: string
    readonly columns: readonly PrintedColumn[]
    /** Slovak evaluations begin with the figures, the others end with them. */
    readonly figuresFirst: boolean
    readonly none: string
    readonly field: Readonly<Record<TableField, string>>
  }
  readonly counts: {
    readonly title: string
    readonly field: Readonly<Record<CountField, string>>
    readonly total: string
    readonly answer: Readonly<Record<AnswerState, string>>
    /** Between a number and how many of them are essential: "5 (z toho 2 zásadní)". */
    readonly ofThemEssential: string
    readonly open: string
  }
  readonly facts: {
    readonly sheetName: string
    readonly number: string
    readonly documentReference: string
    readonly fileReference: string
    readonly title: string
    readonly drafter: string
    readonly sponsor: string
    readonly leadUnit: string
    readonly version: string
    readonly inWork: string
    readonly locked: string
    readonly round: string
    readonly asOf: string
    readonly hash: string
    readonly hashExplained: string
  }
  readonly page: string
  readonly of: string
  readonly kind: Readonly<Record<CommentKind, string>>
  readonly verdict: Readonly<Record<Verdict, string>>
  readonly reaction: Readonly<Record<ToldReaction, string>>
  readonly visibility: Readonly<Record<Visibility, string>>
  readonly inTime: string
  readonly late: string
  readonly notSettled: string
  readonly prepared: string
  readonly articleShort: string
  readonly clauseShort: string
  readonly wholeMaterial: string
  readonly wholePart: string
  readonly pageOfFile: string
  readonly picture: string
  readonly wholeTable: string
  readonly quote: string
  readonly gone: string
  readonly wording: string
  readonly proposesDeletion: string
  readonly justification: string
  readonly reply: string
  readonly result: string
  readonly deleted: string
  readonly wordingApplied: string
  readonly settledBy: string
  readonly sentBy: string
  readonly sameAs: string
  readonly dispute: {
    readonly name: string
    readonly open: string
    readonly level: string
    readonly decider: Readonly<Record<Exclude<Decider['by'], 'role' | 'person'>, string>>
    readonly role: Readonly<Record<Role, string>>
    readonly outcome: Readonly<Record<DisputeOutcome['kind'], string>>
    readonly ruling: Readonly<Record<Ruling, string>>
    readonly meeting: string
    readonly present: string
    readonly resolution: string
    readonly permitted: string
  }
  readonly letter: {
    readonly sheetName: string
    readonly subject: string
    readonly intro: string
    readonly none: string
    readonly essential: string
    readonly essentialSentence: string
    readonly others: string
    readonly draft: string
    readonly standingFor: string
    readonly day: string
  }
  readonly print: { readonly sheetName: string }
  readonly minutes: {
    readonly sheetName: string
    readonly title: string
    readonly draft: string
    readonly body: string
    readonly bodies: Readonly<Record<MeetingBody, string>>
    readonly time: string
    readonly place: string
    readonly present: string
    readonly absent: string
    /** Between how many and of how many: "5 z 6". */
    readonly of: string
    readonly agenda: string
    readonly columns: readonly [number: string, item: string, sponsor: string, result: string]
    readonly course: string
    readonly material: string
    readonly version: string
    readonly tabled: string
    readonly withdrawn: string
    readonly break: string
    readonly minutesShort: string
    readonly amendment: string
    readonly insteadOf: string
    readonly wording: string
    readonly deletes: string
    readonly reason: string
    readonly amendmentResult: Readonly<Record<PrintedAmendment['result'], string>>
    readonly resolution: string
    readonly outcome: Readonly<Record<ResolutionOutcome, string>>
    readonly undecided: string
    readonly vote: string
    readonly votes: Readonly<Record<'for' | 'against' | 'abstained', string>>
    readonly corrected: string
    readonly before: string
    readonly closing: string
    readonly closedBy: string
    readonly closedAt: string
    readonly hash: string
    readonly hashExplained: string
    /** Who signs it by hand. */
    readonly signatures: readonly string[]
  }
}
