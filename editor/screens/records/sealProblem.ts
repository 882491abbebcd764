import type { SealProblem } from '@glosa/domain/model'
import type { TFunction } from 'i18next'

/** Why a seal could not be made, in the reader's words; the technical ones where nobody knows the kind. */
export const sealProblemTitle = (code: SealProblem | null | undefined, problem: string, t: TFunction): string =>
  code ? t(`seal.problem.${code}`) : problem
