import type { DeliveryProblem } from '@glosa/domain/model'
import { useTranslation } from 'react-i18next'

interface ProblemTextProps {
  readonly code: DeliveryProblem | null | undefined
  /** As the adapter or the other side said it. */
  readonly problem: string
}

/** What a person can do about a delivery that does not go on, and what was said technically, as evidence. */
export function ProblemText({ code, problem }: ProblemTextProps) {
  const { t } = useTranslation()
  return code ? (
    <>
      <p>{t(`records.whatToDo.${code}`)}</p>
      <p className="quiet desk-problem">{t('records.technical', { problem })}</p>
    </>
  ) : null
}
