import type { MaterialView } from '@glosa/domain/contract'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAct } from '../../api/index.ts'
import { isFailure } from '../../api/outcome.ts'
import { useFormat } from '../../i18n/useFormat.ts'
import { Button } from '../../ui/Button.tsx'
import { Link } from '../../ui/Link.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { notify } from '../../ui/notify.ts'
import { DecisionDialog } from './DecisionDialog.tsx'
import { levelName } from '../../comments/levelName.ts'
import { MeetingDialog } from './MeetingDialog.tsx'
import { ReasonDialog } from './ReasonDialog.tsx'
import type { PanelProps } from './PanelProps.ts'

type Dispute = MaterialView['disputes'][number]
type Asked = 'meeting' | 'escalate' | 'decide' | 'withdraw' | 'permit'

/** The disputes (rozpory) of a material: where each is, what was said, and what the person may do in it. */
export function DisputePanel({ material, ready, onDone }: PanelProps) {
  const { t } = useTranslation()
  if (material.disputes.length === 0) return null
  return (
    <section className="panel" aria-labelledby="disputes">
      <h2 id="disputes">{t('completion.disputes')}</h2>
      {material.disputes.map((dispute) => (
        <DisputeCard key={dispute.id} dispute={dispute} material={material} ready={ready} onDone={onDone} />
      ))}
    </section>
  )
}

function DisputeCard({ dispute, material, ready, onDone }: PanelProps & { readonly dispute: Dispute }) {
  const { t } = useTranslation()
  const format = useFormat()
  const [asked, setAsked] = useState<Asked | null>(null)
  const escalate = useAct('escalateDispute')
  const withdraw = useAct('withdrawDispute')
  const rights = ready.yourDisputes.find(({ disputeId }) => disputeId === dispute.id)
  const params = { materialId: material.id, disputeId: dispute.id }
  const close = () => setAsked(null)
  const told = (outcome: unknown) => {
    if (outcome === null || isFailure(outcome)) return false
    notify({ tone: 'success', text: t('completion.recorded') })
    onDone()
    return true
  }
  const level = dispute.levels[dispute.level]
  const { outcome, finalisingPermitted } = dispute
  return (
    <article className="completion-dispute" aria-label={t('completion.dispute', { number: dispute.number })}>
      <h3>
        {t('completion.dispute', { number: dispute.number })}{' '}
        {outcome ? (
          <Tag tone="success">{t(`completion.outcome.${outcome.kind}`)}</Tag>
        ) : (
          <Tag tone="danger">{t('completion.openAt', { level: level ? levelName(level, t) : '' })}</Tag>
        )}
      </h3>
      <p>
        {t('completion.over')}{' '}
        {dispute.commentIds.map((id, index) => {
          const comment = material.comments.find((each) => each.id === id)
          return (
            <span key={id}>
              {index > 0 ? ', ' : null}
              <Link to="/materials/$materialId" params={{ materialId: material.id }} search={{ comment: id }}>
                {t('completion.commentNumber', { number: comment?.number ?? '?' })}
              </Link>
            </span>
          )
        })}
        {' · '}
        {dispute.openedBy.displayName}, {format.dayAndTime(dispute.openedAt)}
      </p>
      <p>{dispute.reason}</p>
      {dispute.meetings.length > 0 || dispute.escalations.length > 0 ? (
        <ul>
          {dispute.meetings.map((meeting) => (
            <li key={`m${meeting.recordedAt}`}>
              {t('completion.met', { when: format.dayAndTime(meeting.heldAt), present: meeting.present })}{' '}
              {meeting.conclusion}
            </li>
          ))}
          {dispute.escalations.map((each) => (
            <li key={`e${each.at}`}>
              {t('completion.escalated', { when: format.dayAndTime(each.at), who: each.by.displayName })} {each.reason}
            </li>
          ))}
        </ul>
      ) : null}
      {outcome?.kind === 'decided' ? (
        <p>
          <strong>{t(`completion.ruling.${outcome.ruling}`)}</strong> {outcome.by.displayName},{' '}
          {format.dayAndTime(outcome.at)}. {outcome.reason}{' '}
          {outcome.resolution ? t('completion.resolutionNumber', { number: outcome.resolution }) : null}
        </p>
      ) : null}
      {outcome?.kind === 'withdrawn' ? (
        <p>
          {t('completion.gaveIn', { name: outcome.by.displayName, when: format.dayAndTime(outcome.at) })}{' '}
          {outcome.reason}
        </p>
      ) : null}
      {finalisingPermitted ? (
        <p>
          {t('completion.permitted', { who: finalisingPermitted.by.displayName })} {finalisingPermitted.reason}{' '}
          {finalisingPermitted.resolution
            ? t('completion.resolutionNumber', { number: finalisingPermitted.resolution })
            : null}
        </p>
      ) : null}
      {rights ? (
        <div className="row">
          {rights.mayRecordMeeting ? (
            <Button onPress={() => setAsked('meeting')}>{t('completion.recordMeeting')}</Button>
          ) : null}
          {rights.mayEscalate ? <Button onPress={() => setAsked('escalate')}>{t('completion.escalate')}</Button> : null}
          {rights.mayDecide ? (
            <Button variant="primary" onPress={() => setAsked('decide')}>
              {t('completion.decide')}
            </Button>
          ) : null}
          {rights.mayWithdraw ? <Button onPress={() => setAsked('withdraw')}>{t('completion.withdraw')}</Button> : null}
          {rights.mayPermitFinalising && !finalisingPermitted ? (
            <Button onPress={() => setAsked('permit')}>{t('completion.permit')}</Button>
          ) : null}
        </div>
      ) : null}
      {asked === 'meeting' ? <MeetingDialog params={params} onClose={close} onDone={onDone} /> : null}
      {asked === 'decide' || asked === 'permit' ? (
        <DecisionDialog
          params={params}
          act={asked}
          byResolution={(asked === 'decide' ? level : dispute.levels.at(-1))?.decider.by === 'body'}
          onClose={close}
          onDone={onDone}
        />
      ) : null}
      {asked === 'escalate' ? (
        <ReasonDialog
          title={t('completion.escalateTitle', { number: dispute.number })}
          verb={t('completion.escalate')}
          onClose={close}
          onReason={async (reason) => told(await escalate.run({ params, body: { reason } }))}
        />
      ) : null}
      {asked === 'withdraw' ? (
        <ReasonDialog
          title={t('completion.withdrawTitle')}
          verb={t('completion.withdraw')}
          isOptional
          onClose={close}
          onReason={async (reason) =>
            told(await withdraw.run({ params, body: { reason: reason === '' ? null : reason } }))
          }
        />
      ) : null}
    </article>
  )
}
