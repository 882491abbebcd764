import type { CopyPlan, FrozenVersion, PublicSeal, RedactionWords, Refused } from '@glosa/domain/model'

/** Makes the files that the public gets; given by the printing side. */
export interface PublicCopies {
  /** In place of what is removed, in the language in which the office prints. */
  readonly words: RedactionWords
  /**
   * Prints a copy that was redacted already, its pictures without what cameras write into them.
   * @param recordNumber č.j.; `null` when there is none
   */
  print(copy: FrozenVersion, recordNumber: string | null): Promise<{ readonly pdf: Uint8Array; readonly pages: number }>
  /**
   * Puts the office's seal on a printed copy.
   * @returns `null` where the office has no seal; `seal-unavailable` when it cannot seal now
   */
  seal(
    pdf: Uint8Array,
    copy: CopySource,
  ): Promise<{ readonly pdf: Uint8Array; readonly seal: PublicSeal } | Refused | null>
  /**
   * Which of the words are in a finished file after all.
   * @param known what may rightly be in it; `null` for a file that was not made by us
   */
  leaksIn(
    file: Uint8Array,
    words: readonly string[],
    known: { readonly copy: FrozenVersion; readonly recordNumber: string | null } | null,
  ): readonly string[]
}

/** What a copy is made from. */
export interface CopySource {
  readonly frozen: FrozenVersion
  readonly plan: CopyPlan
  /** The title as the public reads it. */
  readonly title: string
  readonly recordNumber: string | null
}
