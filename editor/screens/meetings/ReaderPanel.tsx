import type { AgendaItemView, AgendaPaper, MeetingView } from '@glosa/domain/contract'
import type { NotePlace, PartId, VersionPassage } from '@glosa/domain/model'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/Button.tsx'
import { Chips } from '../../ui/Chips.tsx'
import { Amendments } from './Amendments.tsx'
import { Notes } from './Notes.tsx'
import { PrivateComments } from './PrivateComments.tsx'
import { Questions } from './Questions.tsx'

export const panelNames = ['notes', 'questions', 'amendments'] as const
export type PanelName = (typeof panelNames)[number]

interface ReaderPanelProps {
  readonly meeting: MeetingView
  readonly item: AgendaItemView
  readonly partId: PartId
  /** The person's private comments in the material, from its review. */
  readonly comments: AgendaPaper['comments']
  readonly panel: PanelName
  readonly onPanel: (panel: PanelName) => void
  /** The words that are selected. */
  readonly passage: VersionPassage | null
  /** The passage was used, or is not wanted. */
  readonly onDone: () => void
  readonly onShow: (place: NotePlace) => void
}

/** Beside the text: private notes, questions to the drafter, amendments. */
export function ReaderPanel(props: ReaderPanelProps) {
  const { meeting, item, partId, comments, panel, onPanel, passage, onDone, onShow } = props
  const { t } = useTranslation()
  const { subject } = item
  if (subject.kind !== 'material') return null
  const { materialId, version } = subject
  const counts = { notes: item.notes, questions: item.questions.length, amendments: item.amendments.length }
  const place: NotePlace = passage
    ? { at: 'passage', materialId, version, ...passage }
    : { at: 'part', materialId, version, partId }
  return (
    <div className="stack reader-panel">
      <Chips
        label={t('reader.panels')}
        selected={panel}
        onSelect={onPanel}
        chips={panelNames.map((id) => ({ id, label: t(`reader.panel.${id}`), count: counts[id] }))}
      />
      {passage && panel !== 'questions' ? (
        <p className="row quiet">
          {t('reader.toWords')}
          <Button size="small" variant="quiet" onPress={onDone}>
            {t('reader.dropWords')}
          </Button>
        </p>
      ) : null}
      {panel === 'notes' ? (
        <>
          <Notes meetingId={meeting.id} item={item} place={place} onShow={onShow} onWritten={onDone} />
          <PrivateComments comments={comments} />
        </>
      ) : panel === 'questions' ? (
        <Questions meeting={meeting} item={item} partId={partId} />
      ) : (
        <Amendments meeting={meeting} item={item} passage={passage} onShow={onShow} onProposed={onDone} />
      )}
    </div>
  )
}
