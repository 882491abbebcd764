import type { MeetingView } from '@glosa/domain/contract'
import type { PersonId } from '@glosa/domain/model'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isFailure, useAct } from '../../api/index.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { notify } from '../../ui/notify.ts'
import { PeopleChoice } from './PeopleChoice.tsx'

/** Opens the meeting with those who are there, or says who is there from now on. */
export function PresenceDialog({ meeting, onClose }: { readonly meeting: MeetingView; readonly onClose: () => void }) {
  const { t } = useTranslation()
  const isOpening = meeting.may.includes('open')
  const [present, setPresent] = useState<ReadonlySet<PersonId>>(
    () => new Set(meeting.presentIds ?? meeting.members.map(({ personId }) => personId)),
  )
  const open = useAct('openMeeting', { changes: ['readMeeting', 'listMeetings'] })
  const record = useAct('recordAttendance', { changes: ['readMeeting'] })
  const run = async () => {
    const request = { params: { meetingId: meeting.id }, body: { presentIds: [...present] } }
    const outcome = isOpening ? await open.run(request) : await record.run(request)
    if (outcome === null || isFailure(outcome)) return
    notify({ tone: 'success', text: t(isOpening ? 'meeting.opened' : 'meeting.presenceSaved') })
    onClose()
  }
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t(isOpening ? 'meeting.openTitle' : 'meeting.presence')}
      footer={
        <>
          <Button onPress={onClose}>{t('ui.cancel')}</Button>
          <Button variant="primary" isPending={open.isPending || record.isPending} onPress={() => void run()}>
            {t(isOpening ? 'meeting.open' : 'meeting.savePresence')}
          </Button>
        </>
      }
    >
      <PeopleChoice
        label={t('meeting.whoIsPresent')}
        people={meeting.members.map(({ personId: id, displayName }) => ({ id, displayName }))}
        chosen={present}
        onChange={setPresent}
      />
    </Dialog>
  )
}
