import { currentRound, instant, parseMaterialId, type MaterialId, type UnitId } from '@glosa/domain/model'
import { useParams } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { actorOf, useSession } from '../../api/index.ts'
import { mayWithdraw } from '../../comments/commentRights.ts'
import { WithdrawButton } from '../../comments/WithdrawButton.tsx'
import { useFormat } from '../../i18n/useFormat.ts'
import { MaterialBreadcrumbs } from '../MaterialBreadcrumbs.tsx'
import { Button } from '../../ui/Button.tsx'
import { DeadlineTag } from '../../ui/DeadlineTag.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { LinkButton } from '../../ui/Link.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { notify } from '../../ui/notify.ts'
import { useNow } from '../../ui/useNow.ts'
import { usePageTitle } from '../../ui/usePageTitle.ts'
import { LetterMenu } from '../statistics/LetterMenu.tsx'
import { MaterialMissing, MaterialOnItsWay } from '../material/MaterialScreen.tsx'
import type { MaterialStore } from '../material/materialStore.ts'
import { useCommentActs } from '../material/useCommentActs.ts'
import { useMaterial, useMaterialOf } from '../material/useMaterial.ts'
import { DraftCard } from './DraftCard.tsx'
import { SendBar } from './SendBar.tsx'
import { SetComment } from './SetComment.tsx'
import { SetSection } from './SetSection.tsx'
import { unitSetOf, type UnitSetView } from './unitSetOf.ts'
import { useSetActs } from './useSetActs.ts'
import '../rounds/rounds.css'

/** The comments of one unit: drafted by its staff, composed and sent as one set by its head. */
export function UnitSetScreen() {
  const { materialId: id, unitId } = useParams({ from: '/office/materials/$materialId/units/$unitId' })
  const materialId = parseMaterialId(id)
  // Compared with the units that were asked, never sent unless it is one of them.
  return materialId ? (
    <Loading key={materialId} materialId={materialId} unitId={unitId as UnitId} />
  ) : (
    <MaterialMissing />
  )
}

function Loading({ materialId, unitId }: { readonly materialId: MaterialId; readonly unitId: UnitId }) {
  const state = useMaterial(materialId)
  return state.state === 'ready' ? <UnitSet store={state.store} unitId={unitId} /> : <MaterialOnItsWay state={state} />
}

function UnitSet({ store, unitId }: { readonly store: MaterialStore; readonly unitId: UnitId }) {
  const { t } = useTranslation()
  const material = useMaterialOf(store)
  const session = useSession()
  const actor = useMemo(() => actorOf(session), [session])
  const now = useNow()
  const acts = useCommentActs(store)
  const setActs = useSetActs(store, unitId)
  const round = currentRound(material)
  const set = useMemo(
    () => (round ? unitSetOf(actor, material, round, unitId, instant(now)) : null),
    [actor, material, round, unitId, now],
  )
  const params = { materialId: material.id }
  usePageTitle(`${t('unitSet.title')} ${material.number}`)
  const forward = async () => {
    if (set && (await acts.forward(set.notes.map(({ id }) => id)))) {
      notify({ tone: 'success', text: t('unitSet.forwarded') })
    }
  }
  return (
    <main id="main" className="wrap rounds" tabIndex={-1}>
      <div>
        <MaterialBreadcrumbs material={material} current={t('unitSet.title')} />
        <div className="page-header">
          <h1>{set ? t('unitSet.titleOf', { unit: set.unitName }) : t('unitSet.title')}</h1>
          {set && !set.answer ? (
            <span className="row push">
              <span className="quiet">{t('unitSet.deadline')}</span>
              <DeadlineTag dueAt={set.deadline} layout="beside" />
            </span>
          ) : null}
          {set?.answer && round ? (
            <span className="row push">
              <LetterMenu material={material} roundId={round.id} unit={{ id: unitId, name: set.unitName }} />
            </span>
          ) : null}
        </div>
        <p className="quiet">{material.title}</p>
      </div>
      {set ? (
        <>
          <SetNotice set={set} />
          {set.answer ? null : (
            <SetSection title={t('unitSet.drafts', { count: set.drafts.length })}>
              {set.drafts.map((draft, index) => (
                <DraftCard
                  key={draft.comment.id}
                  material={material}
                  actor={actor}
                  draft={draft}
                  position={index + 1}
                  drafts={set.drafts}
                  mayLead={set.mayLead}
                  acts={acts}
                  setActs={setActs}
                />
              ))}
            </SetSection>
          )}
          {set.drafts.length === 0 && !set.answer ? (
            <EmptyState title={t('unitSet.draftsNone')}>
              <p>{t('unitSet.draftsNoneHint')}</p>
              <LinkButton to="/materials/$materialId" params={params} search={{}}>
                {t('unitSet.toText')}
              </LinkButton>
            </EmptyState>
          ) : null}
          {set.sent.length > 0 ? (
            <SetSection title={t('unitSet.sent', { count: set.sent.length })}>
              {set.sent.map((comment, index) => (
                <SetComment key={comment.id} material={material} comment={comment} position={index + 1}>
                  {mayWithdraw(actor, material, comment) ? (
                    <div className="card-acts">
                      <WithdrawButton commentId={comment.id} withdraw={acts.withdraw} />
                    </div>
                  ) : null}
                </SetComment>
              ))}
            </SetSection>
          ) : null}
          {set.leftOut.length > 0 ? (
            <SetSection title={t('unitSet.leftOut', { count: set.leftOut.length })}>
              {set.leftOut.map((comment) => (
                <SetComment key={comment.id} material={material} comment={comment}>
                  {comment.unitSet?.state === 'rejected' ? (
                    <p className="quiet">
                      {t('review.card.rejectedBy', {
                        name: comment.unitSet.by.displayName,
                        reason: comment.unitSet.reason,
                      })}
                    </p>
                  ) : null}
                  {set.mayLead ? <Restore onPress={() => void setActs.restore(comment.id)} /> : null}
                </SetComment>
              ))}
            </SetSection>
          ) : null}
          {set.merged.length > 0 ? (
            <SetSection title={t('unitSet.merged', { count: set.merged.length })}>
              {set.merged.map((comment) => {
                const into = comment.unitSet?.state === 'merged' ? material.comments.get(comment.unitSet.into) : null
                return (
                  <SetComment key={comment.id} material={material} comment={comment}>
                    {into ? (
                      <p className="quiet">{t('unitSet.mergedWith', { text: into.text.slice(0, 120) })}</p>
                    ) : null}
                    {set.mayLead ? <Restore onPress={() => void setActs.restore(comment.id)} /> : null}
                  </SetComment>
                )
              })}
            </SetSection>
          ) : null}
          {set.notes.length > 0 ? (
            <SetSection title={t('unitSet.notes', { count: set.notes.length })} hint={t('unitSet.notesHint')}>
              {set.notes.map((comment) => (
                <SetComment key={comment.id} material={material} comment={comment}>
                  <div className="card-acts">
                    <Button size="small" onPress={() => void acts.forward([comment.id])}>
                      {t('review.card.forward')}
                    </Button>
                  </div>
                </SetComment>
              ))}
              {set.notes.length > 1 ? (
                <li>
                  <Button onPress={() => void forward()}>{t('unitSet.forwardAll')}</Button>
                </li>
              ) : null}
            </SetSection>
          ) : null}
          {set.mayLead ? <SendBar set={set} send={setActs.send} /> : null}
        </>
      ) : (
        <EmptyState title={t(round ? 'unitSet.noRight' : 'unitSet.noRound')}>
          <p>{t(round ? 'unitSet.noRightHint' : 'unitSet.noRoundHint')}</p>
        </EmptyState>
      )}
    </main>
  )
}

function Restore({ onPress }: { readonly onPress: () => void }) {
  const { t } = useTranslation()
  return (
    <div className="card-acts">
      <Button size="small" onPress={onPress}>
        {t('unitSet.restore')}
      </Button>
    </div>
  )
}

/** Who sends the set, or who sent it. */
function SetNotice({ set: { answer, mayLead, standingFor } }: { readonly set: UnitSetView }) {
  const { t } = useTranslation()
  const format = useFormat()
  if (answer) {
    const time = format.dayAndTime(answer.at)
    const by = answer.by.displayName
    return (
      <Notice tone="success">
        {answer.withoutComments ? `${t('unitSet.sentWithout')} ` : null}
        {answer.standingFor
          ? t('unitSet.sentFor', { name: by, absent: answer.standingFor.displayName, time })
          : t('unitSet.sentBy', { name: by, time })}{' '}
        {answer.withoutComments ? null : t('unitSet.fixed')}
      </Notice>
    )
  }
  if (!mayLead) return <Notice tone="info">{t('unitSet.headSends')}</Notice>
  return standingFor ? <Notice tone="info">{t('unitSet.standingFor', { name: standingFor.displayName })}</Notice> : null
}
