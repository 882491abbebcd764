import type { AgendaItemView, AgendaPaper, MeetingView } from '@glosa/domain/contract'
import type { NotePlace, PartId, VersionPassage } from '@glosa/domain/model'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Dialog } from '../../ui/Dialog.tsx'
import { useNarrow } from '../material/useNarrow.ts'
import { PartChoice } from './PartChoice.tsx'
import { ReaderBar } from './ReaderBar.tsx'
import { ReaderHeader } from './ReaderHeader.tsx'
import { ReaderPanel, type PanelName } from './ReaderPanel.tsx'
import { ReadPart } from './ReadPart.tsx'
import { useOwnNotes } from './useOwnNotes.ts'
import { useReadMarks } from './useReadMarks.ts'

interface ReaderProps {
  readonly meeting: MeetingView
  readonly item: AgendaItemView
  readonly paper: AgendaPaper
}

/** The papers part by part, with what the person notes, asks and proposes beside them. */
export function Reader({ meeting, item, paper }: ReaderProps) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const isNarrow = useNarrow()
  const { part, goOn } = useSearch({ from: '/office/meetings/$meetingId/items/$itemId' })
  const [panel, setPanel] = useState<PanelName>('notes')
  const [isOpen, setOpen] = useState(false)
  const [passage, setPassage] = useState<VersionPassage | null>(null)
  const [shown, setShown] = useState<{ readonly place: NotePlace } | null>(null)
  // What changed is told for the whole visit, also once the new words count as read.
  const [before] = useState(paper.before)
  const marks = useReadMarks(meeting.id, item.id, paper)
  const subject = item.subject.kind === 'material' ? item.subject : null
  const notes = useOwnNotes(meeting.id, item.id, subject?.materialId ?? null)
  if (!subject) return null
  const chosen = subject.parts.find(({ partId }) => partId === part) ?? subject.parts[0]
  const content = paper.parts.find(({ partId }) => partId === chosen?.partId)
  if (!chosen || !content) return null

  const choosePart = (partId: PartId) => {
    setPassage(null)
    void navigate({
      to: '/meetings/$meetingId/items/$itemId',
      params: { meetingId: meeting.id, itemId: item.id },
      search: { part: partId },
      replace: true,
      resetScroll: false,
    })
  }
  const open = (name: PanelName) => {
    setPanel(name)
    setOpen(true)
  }
  const showPlace = (place: NotePlace) => {
    setOpen(false)
    if (place.at !== 'passage') return
    if (place.partId !== chosen.partId) choosePart(place.partId)
    setShown({ place })
  }
  const aside = (
    <ReaderPanel
      meeting={meeting}
      item={item}
      partId={chosen.partId}
      comments={paper.comments}
      panel={panel}
      onPanel={setPanel}
      passage={passage}
      onDone={() => setPassage(null)}
      onShow={showPlace}
    />
  )
  return (
    <div className="reader">
      <ReaderHeader meeting={meeting} item={item} />
      <PartChoice parts={subject.parts} stateOf={marks.stateOf} selected={chosen.partId} onSelect={choosePart} />
      <div className="reader-body">
        <div className="reader-main">
          <ReadPart
            key={chosen.partId}
            meeting={meeting}
            item={item}
            part={chosen}
            content={content}
            before={before.find(({ partId }) => partId === chosen.partId) ?? null}
            marks={marks}
            notes={notes.notes}
            shown={shown?.place ?? null}
            goesOn={goOn === true}
            onPassage={setPassage}
          />
        </div>
        {isNarrow ? null : <aside className="reader-aside">{aside}</aside>}
      </div>
      <ReaderBar item={item} isNarrow={isNarrow} passage={passage} meeting={meeting} onOpen={open} />
      {isNarrow && isOpen ? (
        <Dialog isOpen onClose={() => setOpen(false)} title={t(`reader.panel.${panel}`)}>
          {aside}
        </Dialog>
      ) : null}
    </div>
  )
}
