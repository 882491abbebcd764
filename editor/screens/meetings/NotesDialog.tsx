import type { AgendaItemView, MeetingView } from '@glosa/domain/contract'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Notes } from './Notes.tsx'

interface NotesDialogProps {
  readonly meetingId: MeetingView['id']
  readonly item: AgendaItemView
  readonly onClose: () => void
}

/** The person's private notes on an item. */
export function NotesDialog({ meetingId, item, onClose }: NotesDialogProps) {
  const { t } = useTranslation()
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('meeting.noteFor', { title: item.subject.title })}
      footer={<Button onPress={onClose}>{t('ui.close')}</Button>}
    >
      <Notes meetingId={meetingId} item={item} place={{ at: 'item', meetingId, itemId: item.id }} />
    </Dialog>
  )
}
