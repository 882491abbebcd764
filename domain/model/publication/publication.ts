import type { PartId, Sha256 } from '../ids.ts'
import type { PersonStamp } from '../people.ts'
import type { VersionSeal } from '../seals.ts'
import type { Instant } from '../time.ts'

/** What an office may promise to show of a public material beside its number, title and state. */
export const publicFields = ['lead-unit', 'dates', 'meeting', 'resolution'] as const
export type PublicField = (typeof publicFields)[number]

/** Words, footnotes or pictures of a part that are removed before publishing; code points of `partTextOf`. */
export interface Redaction {
  readonly partId: PartId
  readonly start: number
  readonly end: number
  /** The same words may stay where they stand elsewhere: a person looked at it. */
  readonly onlyHere?: true | undefined
}

/** How the public copy of a locked version is made. Holds no word of what is removed. */
export interface CopyPlan {
  readonly version: number
  readonly redactions: readonly Redaction[]
  /** Parts whose title is replaced by the name of their kind. */
  readonly hiddenTitles: readonly PartId[]
  /** Texts that are left out as a whole. */
  readonly leftOut: readonly PartId[]
  /** Attached files that are published, exactly as they are; the rest stays inside. */
  readonly attached: readonly PartId[]
}

/** What is to be seen on the public page. */
export interface PublicationPlan {
  /** The title as the public reads it: the material's own may name a person. */
  readonly title: string
  readonly fields: readonly PublicField[]
  /** The words of the resolution as the public reads them; `null` keeps them inside. */
  readonly resolutionText: string | null
  /** Until when the announcement matters (OFN: relevantní do); `null` when nobody says. */
  readonly relevantUntil: Instant | null
  /** `null`: only facts, no text. */
  readonly copy: CopyPlan | null
}

/** An attached file as it is published. */
export interface PublicFile {
  readonly partId: PartId
  readonly title: string
  readonly mediaType: string
  readonly bytes: number
  readonly blob: Sha256
}

/** The files that the public gets of a version. */
export interface PublicCopy {
  readonly version: number
  /** When that version was locked. */
  readonly lockedAt: Instant
  /** Printed anew from the redacted copy. */
  readonly pdf: Sha256
  readonly bytes: number
  readonly pages: number
  /** Whether something was removed or left out. */
  readonly isRedacted: boolean
  readonly files: readonly PublicFile[]
  /** The office's seal on the PDF; missing where the office had none when it was published. */
  readonly seal?: PublicSeal | undefined
}

/** What is known of the seal on a public copy. */
export type PublicSeal = Pick<VersionSeal, 'level' | 'certificate' | 'isTrial' | 'timestampedAt'>

/** What the public sees now. */
export interface Published {
  readonly plan: PublicationPlan
  readonly copy: PublicCopy | null
  /** Since when the material is public without a break. */
  readonly since: Instant
  /** When what is shown was last decided. */
  readonly at: Instant
  readonly by: PersonStamp
}

/** How a material stands to the public. */
export interface Publication {
  /** Saved and not yet published, or what was published last. */
  readonly draft: PublicationPlan | null
  /** `null` when the public sees nothing. */
  readonly published: Published | null
  readonly withdrawn: { readonly at: Instant; readonly by: PersonStamp; readonly reason: string } | null
}

/** What can happen between a material and the public; part of its history. */
export type PublicationEvent =
  | { readonly type: 'publication-planned'; readonly plan: PublicationPlan }
  | { readonly type: 'material-published'; readonly plan: PublicationPlan; readonly copy: PublicCopy | null }
  | { readonly type: 'publication-withdrawn'; readonly reason: string }

export const nothingPublic: Publication = { draft: null, published: null, withdrawn: null }
