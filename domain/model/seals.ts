import type { Sha256 } from './ids.ts'
import type { PersonStamp } from './people.ts'
import type { SealProblem } from './sealProblem.ts'
import type { Instant } from './time.ts'

/**
 * What a seal proves (ETSI EN 319 142-1): B-B who, B-T and since when, B-LT for longer than the
 * certificate is valid, B-LTA for as long as its timestamps are renewed.
 */
export const sealLevels = ['B-B', 'B-T', 'B-LT', 'B-LTA'] as const
export type SealLevel = (typeof sealLevels)[number]

/** The certificate behind a seal or signature. */
export interface SealCertificate {
  /** Names as in the certificate, most specific first: "CN=…, O=…, C=CZ". */
  readonly subject: string
  readonly issuer: string
  /** Serial number in hex. */
  readonly serial: string
  /** SHA-256 of the certificate in hex. */
  readonly fingerprint: string
  readonly notBefore: Instant
  readonly notAfter: Instant
}

/** A printed version under the office's electronic seal. */
export interface VersionSeal {
  /** Blob with the sealed PDF. */
  readonly pdf: Sha256
  /** Blob with the same PDF before the seal: the sealed one begins with its bytes. */
  readonly original: Sha256
  /** The number printed in it (č.j.); `null` when the records system gave none. */
  readonly recordNumber: string | null
  readonly level: SealLevel
  readonly certificate: SealCertificate
  /** Sealed with a certificate made for trying the software out: proves nothing. */
  readonly isTrial: boolean
  /** When the timestamp authority says it existed; `null` without a timestamp. */
  readonly timestampedAt: Instant | null
  /**
   * Until when its newest timestamp over the whole file proves it: the end of that timestamp's
   * certificate. Missing below B-LTA.
   */
  readonly provenUntil?: Instant | undefined
  /** The newest renewal of that timestamp. */
  readonly renewal?: SealRenewal | undefined
}

/** A seal made provable for longer: a further timestamp over everything, before the last one ends. */
export interface SealRenewal {
  /** Blob with the PDF after it; it begins with the bytes of the PDF before. */
  readonly pdf: Sha256
  readonly timestampedAt: Instant
  readonly provenUntil: Instant
  /** How many timestamps over the whole file there are now. */
  readonly timestamps: number
}

/** One electronic signature or timestamp found in a PDF. */
export interface PdfSignature {
  readonly kind: 'signature' | 'timestamp'
  readonly signer: SealCertificate
  /** What the signer's computer said; a claim. */
  readonly claimedAt: Instant | null
  /** What a timestamp authority said; `null` without one. */
  readonly timestampedAt: Instant | null
  /** Name, reason and place as the signer wrote them. */
  readonly name: string | null
  readonly reason: string | null
  readonly location: string | null
  /** Whether the certificate calls itself qualified (ETSI EN 319 412-5, QcCompliance). */
  readonly isQualified: boolean
  /** Whether the certificate belongs to an organisation (a seal), not a person. */
  readonly isSeal: boolean
  /** Whether nothing was added after it; proof for the archive rightly is. */
  readonly coversWholeFile: boolean
  /** Whether its chain ends in a certificate the office trusts; `null` when the office named none. */
  readonly isTrusted: boolean | null
}

/** A copy of the printed version that was signed outside, e.g. with the qualified signature of the governor. */
export interface SignedCopy {
  readonly blob: Sha256
  readonly fileName: string
  readonly bytes: number
  /** The PDF of ours that it begins with, byte for byte. */
  readonly original: Sha256
  readonly signatures: readonly PdfSignature[]
}

export interface KeptSignedCopy extends SignedCopy {
  readonly by: PersonStamp
  readonly at: Instant
}

/** What was done to seal a version and to sign it outside; missing where nothing was. */
export interface VersionSealing {
  /** Newest last. */
  readonly seals?: readonly VersionSeal[] | undefined
  readonly signedCopies?: readonly KeptSignedCopy[] | undefined
  /** Somebody asked for the seal and it is not made yet. */
  readonly sealOrder?: SealOrder | undefined
}

/** A seal that somebody asked for. */
export interface SealOrder {
  readonly by: PersonStamp
  readonly at: Instant
  readonly attempts: number
  readonly nextAttemptAt: Instant
  readonly lastProblem: string | null
  readonly problemCode?: SealProblem | undefined
}

/** What can happen to a version on its way to a seal; part of the history of its material. */
export type SealEvent =
  | { readonly type: 'seal-ordered'; readonly version: number }
  | {
      readonly type: 'seal-failed'
      readonly version: number
      /** Missing in what was written before problems had kinds. */
      readonly code?: SealProblem
      /** In technical words. */
      readonly problem: string
      readonly nextAttemptAt: Instant
    }
  | { readonly type: 'version-sealed'; readonly version: number; readonly seal: VersionSeal }
  /** The timestamp over the whole file was renewed; `seal` is the PDF of the seal as it was made. */
  | {
      readonly type: 'seal-renewed'
      readonly version: number
      readonly seal: Sha256
      readonly renewal: SealRenewal
    }
  | { readonly type: 'signed-copy-added'; readonly version: number; readonly copy: SignedCopy }
