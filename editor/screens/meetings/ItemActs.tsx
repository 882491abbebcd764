import type { AgendaItemView, MeetingView } from '@glosa/domain/contract'
import Ellipsis from 'lucide-react/icons/ellipsis'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isFailure, useAct } from '../../api/index.ts'
import { AlertDialog } from '../../ui/AlertDialog.tsx'
import { Button } from '../../ui/Button.tsx'
import { Menu, type MenuAct } from '../../ui/Menu.tsx'
import { notify } from '../../ui/notify.ts'
import { ReasonDialog } from '../completion/ReasonDialog.tsx'
import { ResolutionDialog } from './ResolutionDialog.tsx'

/** What the secretariat may do with one item: take it off, renew its version, record or correct its result. */
export function ItemActs({ meeting, item }: { readonly meeting: MeetingView; readonly item: AgendaItemView }) {
  const { t } = useTranslation()
  const [doing, setDoing] = useState<'withdraw' | 'resolve' | null>(null)
  const changes = ['readMeeting', 'listMeetings', 'listCandidates'] as const
  const withdraw = useAct('withdrawAgendaItem', { changes })
  const renew = useAct('changeAgendaVersion', { changes })
  const params = { meetingId: meeting.id, itemId: item.id }
  const { subject, newerVersion } = item
  const isOpen = !item.withdrawn && !item.resolved
  const mayPrepare = meeting.may.includes('prepare')
  const mayResolve = subject.kind !== 'break' && !item.withdrawn

  const takeOff = async (reason: string | null): Promise<boolean> => {
    const outcome = await withdraw.run({ params, body: { reason } })
    if (outcome === null || isFailure(outcome)) return false
    notify({ tone: 'success', text: t('meeting.takenOff') })
    return true
  }
  const putNewer = async (version: number) => {
    const outcome = await renew.run({ params, body: { version } })
    if (outcome !== null && !isFailure(outcome)) notify({ tone: 'success', text: t('meeting.versionPut') })
  }
  const acts: MenuAct[] = [
    ...(mayPrepare && isOpen && newerVersion
      ? [
          {
            id: 'renew',
            label: t('meeting.putVersion', { number: newerVersion }),
            onAction: () => void putNewer(newerVersion),
          },
        ]
      : []),
    ...(mayPrepare && isOpen
      ? [{ id: 'withdraw', label: t('meeting.takeOff'), onAction: () => setDoing('withdraw') }]
      : []),
    ...(meeting.may.includes('correct') && mayResolve
      ? [{ id: 'correct', label: t('meeting.correct'), onAction: () => setDoing('resolve') }]
      : []),
  ]
  return (
    <>
      {meeting.may.includes('record') && mayResolve ? (
        <Button
          variant={item.resolved ? 'secondary' : 'primary'}
          aria-label={t('meeting.recordFor', { title: subject.title })}
          onPress={() => setDoing('resolve')}
        >
          {t(item.resolved ? 'meeting.changeResult' : 'meeting.recordResult')}
        </Button>
      ) : null}
      {acts.length > 0 ? (
        <Menu
          label={t('meeting.moreOf', { title: subject.title })}
          trigger={
            <Button
              variant="quiet"
              className="button-icon"
              aria-label={t('meeting.moreOf', { title: subject.title })}
              icon={<Ellipsis size={18} aria-hidden="true" />}
            />
          }
          groups={[acts]}
        />
      ) : null}
      {doing === 'resolve' ? <ResolutionDialog meeting={meeting} item={item} onClose={() => setDoing(null)} /> : null}
      {doing === 'withdraw' && meeting.convened ? (
        <ReasonDialog
          title={t('meeting.takeOffTitle', { title: subject.title })}
          verb={t('meeting.takeOff')}
          onClose={() => setDoing(null)}
          onReason={takeOff}
        >
          <p>{t('meeting.takeOffText')}</p>
        </ReasonDialog>
      ) : null}
      <AlertDialog
        isOpen={doing === 'withdraw' && !meeting.convened}
        title={t('meeting.takeOffTitle', { title: subject.title })}
        verb={t('meeting.takeOff')}
        isPending={withdraw.isPending}
        onCancel={() => setDoing(null)}
        onConfirm={() => void takeOff(null).then((isDone) => (isDone ? setDoing(null) : undefined))}
      >
        <p>{t('meeting.takeOffBefore')}</p>
      </AlertDialog>
    </>
  )
}
