import Check from 'lucide-react/icons/check'
import { useTranslation } from 'react-i18next'
import { VisuallyHidden } from './VisuallyHidden.tsx'

interface StepperProps {
  readonly label: string
  readonly steps: readonly { readonly id: string; readonly label: string }[]
  /** Id of the step that is going on now; the steps before are done. */
  readonly current: string
  /** Whether the current step is finished too. */
  readonly isFinished?: boolean
}

/** Where a procedure stands. */
export function Stepper({ label, steps, current, isFinished = false }: StepperProps) {
  const { t } = useTranslation()
  const now = steps.findIndex((step) => step.id === current)
  return (
    <ol className="stepper" aria-label={label}>
      {steps.map((step, index) => {
        const done = index < now || (index === now && isFinished)
        return (
          <li
            key={step.id}
            className={done ? 'step step-done' : index === now ? 'step step-now' : 'step'}
            aria-current={index === now ? 'step' : undefined}
          >
            <span className="step-dot" aria-hidden="true">
              {done ? <Check size={12} strokeWidth={3} /> : index + 1}
            </span>
            {step.label}
            {done ? <VisuallyHidden> ({t('ui.done')})</VisuallyHidden> : null}
          </li>
        )
      })}
    </ol>
  )
}
