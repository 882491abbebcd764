import type { MeetingView } from '@glosa/domain/contract'
import Ellipsis from 'lucide-react/icons/ellipsis'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isFailure, useAct } from '../../api/index.ts'
import { AlertDialog } from '../../ui/AlertDialog.tsx'
import { Button } from '../../ui/Button.tsx'
import { Menu, type MenuAct } from '../../ui/Menu.tsx'
import { notify } from '../../ui/notify.ts'
import { ReasonDialog } from '../completion/ReasonDialog.tsx'
import { AddItemsDialog } from './AddItemsDialog.tsx'
import { MembersDialog } from './MembersDialog.tsx'
import { PlanDialog } from './PlanDialog.tsx'
import { PresenceDialog } from './PresenceDialog.tsx'

type Doing = 'add' | 'change' | 'members' | 'convene' | 'cancel' | 'presence' | 'close'

/** What the secretariat may do with the meeting now: prepare, convene, open, record, close, cancel. */
export function MeetingActs({ meeting }: { readonly meeting: MeetingView }) {
  const { t } = useTranslation()
  const [doing, setDoing] = useState<Doing | null>(null)
  const changes = ['readMeeting', 'listMeetings', 'listTasks'] as const
  const convene = useAct('conveneMeeting', { changes })
  const cancel = useAct('cancelMeeting', { changes })
  const closing = useAct('closeMeeting', { changes })
  const params = { meetingId: meeting.id }
  const may = (action: MeetingView['may'][number]) => meeting.may.includes(action)
  const stop = () => setDoing(null)
  const unresolved = meeting.agenda.filter(
    ({ subject, withdrawn, resolved }) => subject.kind === 'material' && !withdrawn && !resolved,
  ).length

  const tell = (outcome: unknown, text: string) => {
    stop()
    if (outcome !== null && !isFailure(outcome)) notify({ tone: 'success', text })
  }
  const acts: MenuAct[] = [
    ...(may('cancel')
      ? [
          { id: 'change', label: t('meeting.changeTitle'), onAction: () => setDoing('change') },
          { id: 'members', label: t('meeting.membersTitle'), onAction: () => setDoing('members') },
          { id: 'cancel', label: t('meeting.cancel'), onAction: () => setDoing('cancel') },
        ]
      : []),
  ]
  return (
    <>
      {may('prepare') ? <Button onPress={() => setDoing('add')}>{t('meeting.add')}</Button> : null}
      {may('record') ? <Button onPress={() => setDoing('presence')}>{t('meeting.presence')}</Button> : null}
      {may('convene') ? (
        <Button variant="primary" onPress={() => setDoing('convene')}>
          {t('meeting.convene')}
        </Button>
      ) : null}
      {may('open') ? (
        <Button variant="primary" onPress={() => setDoing('presence')}>
          {t('meeting.open')}
        </Button>
      ) : null}
      {may('close') ? (
        <Button variant="primary" onPress={() => setDoing('close')}>
          {t('meeting.close')}
        </Button>
      ) : null}
      {acts.length > 0 ? (
        <Menu
          label={t('meeting.more')}
          trigger={
            <Button
              className="button-icon"
              aria-label={t('meeting.more')}
              icon={<Ellipsis size={18} aria-hidden="true" />}
            />
          }
          groups={[acts]}
        />
      ) : null}
      {doing === 'add' ? <AddItemsDialog meeting={meeting} onClose={stop} /> : null}
      {doing === 'change' ? <PlanDialog meeting={meeting} onClose={stop} /> : null}
      {doing === 'members' ? <MembersDialog meeting={meeting} onClose={stop} /> : null}
      {doing === 'presence' ? <PresenceDialog meeting={meeting} onClose={stop} /> : null}
      {doing === 'cancel' ? (
        <ReasonDialog
          title={t('meeting.cancelTitle')}
          verb={t('meeting.cancel')}
          onClose={stop}
          onReason={async (reason) => {
            const outcome = await cancel.run({ params, body: { reason } })
            return outcome !== null && !isFailure(outcome)
          }}
        >
          {meeting.convened ? <p>{t('meeting.cancelText')}</p> : null}
        </ReasonDialog>
      ) : null}
      <AlertDialog
        isOpen={doing === 'convene'}
        title={t('meeting.conveneTitle')}
        verb={t('meeting.convene')}
        isPending={convene.isPending}
        onCancel={stop}
        onConfirm={() => void convene.run({ params }).then((outcome) => tell(outcome, t('meeting.convenedDone')))}
      >
        <p>{t('meeting.conveneText', { count: meeting.members.length })}</p>
      </AlertDialog>
      <AlertDialog
        isOpen={doing === 'close'}
        title={t('meeting.closeTitle')}
        verb={t('meeting.close')}
        isPending={closing.isPending}
        onCancel={stop}
        onConfirm={() => void closing.run({ params }).then((outcome) => tell(outcome, t('meeting.closedDone')))}
      >
        <p>{t('meeting.closeText')}</p>
        {unresolved > 0 ? <p>{t('meeting.unresolved', { count: unresolved })}</p> : null}
      </AlertDialog>
    </>
  )
}
