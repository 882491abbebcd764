import type { Readiness } from '@glosa/domain/contract'
import { mayAct, runningRoute, type Material } from '@glosa/domain/model'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { actorOf, useAct, useSession } from '../../api/index.ts'
import { isFailure } from '../../api/outcome.ts'
import { useFormat } from '../../i18n/useFormat.ts'
import { Button } from '../../ui/Button.tsx'
import { Link } from '../../ui/Link.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Tag, type Tone } from '../../ui/Tag.tsx'
import { notify } from '../../ui/notify.ts'
import { stepName } from '../approvals/stepName.ts'
import { materialOf } from '../material/materialStore.ts'
import { EndedRoute } from './EndedRoute.tsx'
import { ReasonDialog } from './ReasonDialog.tsx'
import { RouteSteps } from './RouteSteps.tsx'
import type { PanelProps } from './PanelProps.ts'

const tones: Readonly<Record<Readiness['approvals'][number]['standing'], Tone>> = {
  valid: 'success',
  'of-locked-version': 'neutral',
  void: 'danger',
}

/** The approval route of a material: where it is, what each approval is worth, and the person's own step. */
export function ApprovalPanel({ material, ready, onDone }: PanelProps) {
  const { t } = useTranslation()
  const actor = actorOf(useSession())
  const [returning, setReturning] = useState<string | null>(null)
  const start = useAct('startApproval')
  const cancel = useAct('cancelApproval')
  const approve = useAct('giveApproval')
  const sendBack = useAct('returnApproval')
  const params = { materialId: material.id }
  const model: Material = materialOf(material)
  const route = material.approvalRoute
  const isOfThisVersion = route !== null && route.version > material.versions.length
  const isRunning = isOfThisVersion && route.ended === null
  const mine = ready.dueSteps.filter(({ isYours }) => isYours)
  const told = (outcome: unknown, text: string) => {
    if (outcome === null || isFailure(outcome)) return false
    notify({ tone: 'success', text })
    onDone()
    return true
  }
  return (
    <section className="panel" aria-labelledby="approval">
      <h2 id="approval">{t('completion.approval')}</h2>
      {route === null && ready.approvals.length === 0 ? (
        <p className="quiet">{t(ready.isApprovalRequired ? 'completion.approvalNeeded' : 'completion.noApproval')}</p>
      ) : null}
      {isRunning ? (
        <RouteSteps route={route} ready={ready} flags={material.flags} />
      ) : isOfThisVersion && route.ended ? (
        <EndedRoute ended={route.ended} />
      ) : null}
      {ready.approvals.length > 0 ? <ApprovalList material={material} ready={ready} onDone={onDone} /> : null}
      {ready.changedSinceYourApproval ? (
        <Notice tone="warning">
          {t('completion.changedSince')}{' '}
          <Link
            to="/materials/$materialId/compare"
            params={params}
            search={{ from: ready.changedSinceYourApproval, to: 'now' }}
          >
            {t('approval.whatChanged')}
          </Link>
        </Notice>
      ) : null}
      <div className="row">
        {mine.map((step) => (
          <span key={step.id} className="row">
            <Button
              variant="primary"
              isPending={approve.isPending}
              onPress={async () => {
                const body = { hash: ready.textHash ?? '', stepId: step.id }
                told(await approve.run({ params, body }), t('approval.approvedMany', { count: 1 }))
              }}
            >
              {t('completion.approve', { step: stepName(step, t) })}
            </Button>
            <Button onPress={() => setReturning(step.id)}>{t('completion.return')}</Button>
          </span>
        ))}
        {!isRunning && mayAct(actor, 'start-approval', model) === true ? (
          <Button
            isPending={start.isPending}
            onPress={async () => void told(await start.run({ params }), t('completion.started'))}
          >
            {t('completion.start')}
          </Button>
        ) : null}
        {isRunning && mayAct(actor, 'start-approval', model) === true ? (
          <Button
            variant="quiet"
            isPending={cancel.isPending}
            onPress={async () => void told(await cancel.run({ params }), t('completion.cancelled'))}
          >
            {t('completion.cancel')}
          </Button>
        ) : null}
      </div>
      {returning ? (
        <ReasonDialog
          title={t('completion.returnTitle')}
          verb={t('completion.return')}
          onClose={() => setReturning(null)}
          onReason={async (reason) =>
            told(await sendBack.run({ params, body: { reason, stepId: returning } }), t('completion.returned'))
          }
        />
      ) : null}
    </section>
  )
}

/** Every approval with what it is worth now; earlier versions keep theirs, a returned route lends none. */
function ApprovalList({ material, ready }: PanelProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const runningId = runningRoute(materialOf(material))?.id
  return (
    <ul className="plain-list completion-approvals">
      {ready.approvals.map((each) => (
        <li key={`${each.routeId} ${each.stepId} ${each.at}`}>
          <strong>{each.by.displayName}</strong>
          {each.standingFor ? ` ${t('approval.standingFor', { name: each.standingFor.displayName })}` : null}
          <span className="quiet"> · {format.dayAndTime(each.at)} </span>
          {each.standing === 'valid' && each.routeId !== runningId ? (
            <Tag>{t('completion.standing.ended')}</Tag>
          ) : (
            <Tag tone={tones[each.standing]}>{t(`completion.standing.${each.standing}`, { number: each.version })}</Tag>
          )}{' '}
          {each.standing === 'void' ? (
            <Link
              to="/materials/$materialId/compare"
              params={{ materialId: material.id }}
              search={{
                from: each.textHash,
                to: material.state === 'locked' ? String(material.versions.length) : 'now',
              }}
            >
              {t('approval.whatChanged')}
            </Link>
          ) : null}
        </li>
      ))}
    </ul>
  )
}
