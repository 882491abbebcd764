import type { SealProblem } from '@glosa/domain/model'
import { EvidenceMissing } from './evidence.ts'
import { SealUnusable } from './sealer.ts'
import { TimestampFailed } from './timestampAuthority.ts'

/** The kind of what kept a PDF from being sealed; what is none of the seal's own faults came before it. */
export function sealProblemOf(error: unknown): SealProblem {
  const isOfSeal = error instanceof SealUnusable || error instanceof TimestampFailed || error instanceof EvidenceMissing
  return isOfSeal ? error.code : 'not-prepared'
}
