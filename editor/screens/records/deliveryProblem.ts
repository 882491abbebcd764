import type { DeliveryProblem } from '@glosa/domain/model'
import type { TFunction } from 'i18next'

/** Why a delivery does not go on, in the reader's words; the technical ones where nobody knows the kind. */
export const problemTitle = (code: DeliveryProblem | null | undefined, problem: string, t: TFunction): string =>
  code ? t(`records.problem.${code}`) : problem
