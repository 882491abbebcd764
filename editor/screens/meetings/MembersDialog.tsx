import type { MeetingView } from '@glosa/domain/contract'
import type { PersonId } from '@glosa/domain/model'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isFailure, reading, useAct } from '../../api/index.ts'
import { Answer } from '../../shell/Answer.tsx'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { notify } from '../../ui/notify.ts'
import { PeopleChoice } from './PeopleChoice.tsx'

/** Says which members of the body are invited. */
export function MembersDialog({ meeting, onClose }: { readonly meeting: MeetingView; readonly onClose: () => void }) {
  const { t } = useTranslation()
  const [chosen, setChosen] = useState<ReadonlySet<PersonId>>(
    () => new Set(meeting.members.map(({ personId }) => personId)),
  )
  const directory = useQuery({ ...reading('readDirectory'), staleTime: 60_000 })
  const change = useAct('changeMembers', { changes: ['readMeeting'] })
  const run = async () => {
    const known = new Set(directory.data?.people.map(({ id }) => id))
    const memberIds = [...chosen].filter((id) => known.has(id))
    const outcome = await change.run({ params: { meetingId: meeting.id }, body: { memberIds } })
    if (outcome === null || isFailure(outcome)) return
    notify({ tone: 'success', text: t('meeting.changed') })
    onClose()
  }
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('meeting.membersTitle')}
      footer={
        <>
          <Button onPress={onClose}>{t('ui.cancel')}</Button>
          <Button variant="primary" isPending={change.isPending} onPress={() => void run()}>
            {t('meeting.saveChange')}
          </Button>
        </>
      }
    >
      {meeting.convened ? <p className="quiet">{t('meeting.membersHint')}</p> : null}
      <Answer of={directory}>
        {({ people }) => (
          <PeopleChoice
            label={t('meeting.membersTitle')}
            people={people.filter(({ roles }) => roles.includes('council-member'))}
            chosen={chosen}
            onChange={setChosen}
          />
        )}
      </Answer>
    </Dialog>
  )
}
