import type { CommentKind, PartKind, ReactionKind, Role, Template, Verdict } from '@glosa/domain/model'

/** Every word the printed version adds to what people wrote. */
export interface PrintLabels {
  readonly template: Readonly<Record<Template, string>>
  readonly partKind: Readonly<Record<PartKind, string>>
  readonly kind: Readonly<Record<CommentKind, string>>
  readonly verdict: Readonly<Record<Verdict, string>>
  readonly number: string
  readonly recordNumber: string
  /** Before the number in the header of every page: "č. j." */
  readonly recordNumberShort: string
  readonly drafter: string
  readonly sponsor: string
  readonly leadUnit: string
  readonly version: string
  readonly locked: string
  readonly lockedBy: string
  readonly contents: string
  readonly page: string
  readonly of: string
  readonly article: string
  /** Short for an article in a reference to a place: "čl." */
  readonly articleShort: string
  /** Short for a numbered paragraph in a reference to a place: "odst." */
  readonly clauseShort: string
  readonly annex: string
  readonly noComments: string
  readonly columns: readonly [string, string, string, string, string, string, string, string]
  readonly wholeMaterial: string
  readonly wholePart: string
  /** Place of a comment on a page of an attached file, before its number. */
  readonly pageOfFile: string
  /** Place of a comment on a picture. */
  readonly picture: string
  readonly wordsGone: string
  readonly proposedWording: string
  readonly proposesDeletion: string
  readonly justification: string
  readonly reply: string
  readonly settledBy: string
  readonly wordingApplied: string
  /** What the body that commented said to the settlement. */
  readonly reaction: Readonly<Record<ReactionKind, string>>
  readonly noQuote: string
  readonly attachedFile: string
  readonly mediaType: string
  readonly bytes: string
  readonly imageWithoutDescription: string
  readonly imageNotShown: string
  readonly statement: string
  readonly statementText: string
  readonly hash: string
  /** Spoken for the link from a marker in the text: "Připomínka 3". */
  readonly toComment: string
  /** Spoken for the link back: "Text připomínky 3". */
  readonly toText: string
  readonly approvals: string
  readonly approvalsText: string
  readonly approvalColumns: readonly [string, string, string, string]
  /** Who approves because of their office; for a step that has no name of its own. */
  readonly approvedAs: Readonly<Record<Role | 'person', string>>
  /** Before the absent person in whose name somebody acted: "v zastoupení". */
  readonly standingFor: string
  /** Words in the electronic seal, before the number: "Elektronická pečeť materiálu". */
  readonly sealReason: string
  /** Description of the embedded file for machines. */
  readonly layer: string
  /** Words of the copy for the public; `removed` and `leftOut` stand where something was taken out. */
  readonly publicCopy: {
    readonly note: string
    readonly statement: string
    readonly statementText: string
    readonly removed: string
    readonly leftOut: string
  }
  /** Words of a text that is printed while people work on it. */
  readonly workingCopy: { readonly note: string; readonly printed: string }
}
