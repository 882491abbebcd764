import type { AgendaItemView, MeetingView } from '@glosa/domain/contract'
import type { NoteId, NotePlace, ReadingNote } from '@glosa/domain/model'
import Lock from 'lucide-react/icons/lock'
import Pencil from 'lucide-react/icons/pencil'
import Trash2 from 'lucide-react/icons/trash-2'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../i18n/useFormat.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import { TextArea } from '../../ui/TextField.tsx'
import { notify } from '../../ui/notify.ts'
import { useOwnNotes } from './useOwnNotes.ts'

interface NotesProps {
  readonly meetingId: MeetingView['id']
  readonly item: AgendaItemView
  /** What a new note is about. */
  readonly place: NotePlace
  /** Shows the words that a note is about. */
  readonly onShow?: (place: NotePlace) => void
  readonly onWritten?: () => void
}

/** Private notes: written, changed and taken back by the person, seen by nobody else. */
export function Notes({ meetingId, item, place, onShow, onWritten }: NotesProps) {
  const { t } = useTranslation()
  const own = useOwnNotes(meetingId, item.id, item.subject.kind === 'material' ? item.subject.materialId : null)
  const [text, setText] = useState('')
  const [changed, setChanged] = useState<NoteId | null>(null)
  const save = async () => {
    if (text.trim() === '') return
    const isDone = changed === null ? await own.write(place, text.trim()) : await own.change(changed, text.trim())
    if (!isDone) return
    setText('')
    setChanged(null)
    onWritten?.()
  }
  const remove = async (note: ReadingNote) => {
    if (!(await own.remove(note.id))) return
    const again = () => void own.write(note.place, note.text)
    notify({ tone: 'info', text: t('meeting.noteRemoved'), act: { verb: t('meeting.undo'), onPress: again } })
  }
  return (
    <div className="stack">
      <p className="quiet notes-private">
        <Lock size={16} aria-hidden="true" />
        {t('meeting.notesPrivate')}
      </p>
      {own.notes.length > 0 ? (
        <ul className="plain-list notes" aria-label={t('meeting.notesOwn')}>
          {own.notes.map((note) => (
            <NoteLine
              key={note.id}
              note={note}
              onChange={() => {
                setChanged(note.id)
                setText(note.text)
              }}
              onRemove={() => void remove(note)}
              {...(onShow ? { onShow } : {})}
            />
          ))}
        </ul>
      ) : null}
      {place.at === 'passage' && changed === null ? <blockquote className="passage">{place.quote}</blockquote> : null}
      <TextArea
        label={t(changed === null ? 'meeting.noteNew' : 'meeting.noteChange')}
        value={text}
        onChange={setText}
        rows={3}
        maxLength={10_000}
      />
      <div className="row">
        <Button variant="primary" isPending={own.isPending} onPress={() => void save()}>
          {t(changed === null ? 'meeting.noteSave' : 'meeting.noteSaveChange')}
        </Button>
        {changed === null ? null : (
          <Button
            onPress={() => {
              setChanged(null)
              setText('')
            }}
          >
            {t('ui.cancel')}
          </Button>
        )}
      </div>
    </div>
  )
}

interface NoteLineProps {
  readonly note: ReadingNote
  readonly onChange: () => void
  readonly onRemove: () => void
  readonly onShow?: (place: NotePlace) => void
}

function NoteLine({ note, onChange, onRemove, onShow }: NoteLineProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const { place } = note
  return (
    <li className="note">
      {place.at === 'passage' ? (
        onShow ? (
          <button type="button" className="passage passage-link" onClick={() => onShow(place)}>
            {place.quote}
          </button>
        ) : (
          <blockquote className="passage">{place.quote}</blockquote>
        )
      ) : null}
      <p className="note-text">{note.text}</p>
      <div className="row">
        <time className="quiet" dateTime={new Date(note.changedAt).toISOString()}>
          {format.dayAndTime(note.changedAt)}
        </time>
        <span className="push">
          <IconButton
            size="small"
            label={t('meeting.noteChange')}
            icon={<Pencil size={16} aria-hidden="true" />}
            onPress={onChange}
          />
          <IconButton
            size="small"
            label={t('meeting.noteRemove')}
            icon={<Trash2 size={16} aria-hidden="true" />}
            onPress={onRemove}
          />
        </span>
      </div>
    </li>
  )
}
