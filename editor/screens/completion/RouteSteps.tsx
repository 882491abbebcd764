import type { Readiness } from '@glosa/domain/contract'
import type { ApprovalRoute } from '@glosa/domain/model'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { reading } from '../../api/index.ts'
import { Tag } from '../../ui/Tag.tsx'
import { stepName } from '../approvals/stepName.ts'
import { codeName } from '../officeSettings/codeName.ts'

interface RouteStepsProps {
  readonly route: ApprovalRoute
  readonly ready: Readiness
  /** What the material touches. */
  readonly flags: readonly string[]
}

/** The steps of a route that is being walked; those of one stage carry the same number. */
export function RouteSteps({ route, ready, flags }: RouteStepsProps) {
  const { t } = useTranslation()
  const settings = useQuery({ ...reading('readSettings'), staleTime: 60_000 })
  const known = settings.data?.settings.codeLists['material-flags'] ?? []
  const flagName = (flag: string) => codeName(known.find(({ code }) => code === flag) ?? { code: flag, name: null }, t)
  const stages = [...new Set(route.steps.map(({ stage }) => stage))].sort((a, b) => a - b)
  return (
    <ol className="completion-steps">
      {stages.flatMap((stage, index) => {
        const steps = route.steps.filter((step) => step.stage === stage)
        return steps.map((step) => {
          const given = ready.approvals.some(
            (each) => each.routeId === route.id && each.stepId === step.id && each.standing === 'valid',
          )
          const isDue = ready.dueSteps.some(({ id }) => id === step.id)
          const isLeftOut = step.flag !== null && !flags.includes(step.flag)
          const state = isLeftOut ? 'leftOut' : given ? 'done' : isDue ? 'due' : 'later'
          const facts = [
            ...(steps.length > 1 ? [t('completion.step.parallel')] : []),
            ...(step.flag === null ? [] : [t('completion.step.when', { flag: flagName(step.flag) })]),
          ]
          return (
            <li key={step.id} value={index + 1}>
              <span>{stepName(step, t)}</span>{' '}
              <Tag tone={state === 'done' ? 'success' : state === 'due' ? 'brand' : 'neutral'}>
                {t(`completion.step.${state}`)}
              </Tag>
              {facts.length > 0 ? <span className="quiet"> {facts.join(' · ')}</span> : null}
            </li>
          )
        })
      })}
    </ol>
  )
}
