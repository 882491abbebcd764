import type { AgendaItemView, AgendaPaper, MeetingView } from '@glosa/domain/contract'
import type { AgendaPart, NotePlace, ReadingNote, VersionPassage } from '@glosa/domain/model'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/Button.tsx'
import { LinkButton } from '../../ui/Link.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { AttachedFile } from './AttachedFile.tsx'
import { ChangedWords } from './ChangedWords.tsx'
import { PaperText, type MarkedPassage } from './PaperText.tsx'
import { readingTones } from './readingTones.ts'
import { Tag } from '../../ui/Tag.tsx'
import type { ReadMarks } from './useReadMarks.ts'

interface ReadPartProps {
  readonly meeting: MeetingView
  readonly item: AgendaItemView
  readonly part: AgendaPart
  readonly content: AgendaPaper['parts'][number]
  /** What the person read of it before it changed. */
  readonly before: AgendaPaper['before'][number] | null
  readonly marks: ReadMarks
  readonly notes: readonly ReadingNote[]
  /** A place to scroll to. */
  readonly shown: NotePlace | null
  /** Whether the person came to go on where they stopped. */
  readonly goesOn: boolean
  readonly onPassage: (passage: VersionPassage | null) => void
}

/** One part of the papers: its words or its file, what changed since it was read, and how far it was read. */
export function ReadPart(props: ReadPartProps) {
  const { meeting, item, part, content, before, marks, notes, shown, goesOn, onPassage } = props
  const { t } = useTranslation()
  const [showsChanges, setShowsChanges] = useState(false)
  const [start] = useState(() => marks.upTo(part.partId))
  const [resumeAt, setResumeAt] = useState<number | null>(() =>
    goesOn && start > 0 && marks.stateOf(part.partId) === 'begun' ? start : null,
  )
  const { subject } = item
  if (subject.kind !== 'material') return null
  const state = marks.stateOf(part.partId)
  const passages: MarkedPassage[] = [
    ...notes.flatMap(({ id, place }) =>
      place.at === 'passage' && place.partId === part.partId && place.version === subject.version
        ? [{ id, kind: 'note' as const, start: place.start, end: place.end }]
        : [],
    ),
    ...item.amendments.flatMap(({ id, passage, withdrawn }) =>
      passage?.partId === part.partId && !withdrawn
        ? [{ id, kind: 'amendment' as const, start: passage.start, end: passage.end }]
        : [],
    ),
  ]
  return (
    <>
      {before ? (
        <Notice tone="warning" title={t('reader.changed')}>
          <p>{t('reader.changedText', { number: before.version })}</p>
          <div className="row notice-act">
            {before.doc && content.doc ? (
              <Button size="small" onPress={() => setShowsChanges(!showsChanges)} aria-expanded={showsChanges}>
                {t(showsChanges ? 'reader.hideChanges' : 'reader.showChanges')}
              </Button>
            ) : null}
            {item.mayReadMaterial ? (
              <LinkButton
                size="small"
                to="/materials/$materialId/compare"
                params={{ materialId: subject.materialId }}
                search={{ from: String(before.version), to: String(subject.version) }}
              >
                {t('reader.compare')}
              </LinkButton>
            ) : null}
          </div>
        </Notice>
      ) : null}
      {start > 0 && resumeAt === null && state === 'begun' && content.doc ? (
        <Notice tone="info">
          <p>{t('reader.begun')}</p>
          <p className="notice-act">
            <Button size="small" onPress={() => setResumeAt(start)}>
              {t('reader.resume')}
            </Button>
          </p>
        </Notice>
      ) : null}
      {showsChanges && before?.doc && content.doc ? (
        <ChangedWords title={part.title} before={before.doc} after={content.doc} />
      ) : null}
      <div className="reader-sheet">
        <h2>{part.title}</h2>
        {content.doc ? (
          <PaperText
            meetingId={meeting.id}
            itemId={item.id}
            partId={part.partId}
            title={part.title}
            doc={content.doc}
            passages={passages}
            shown={shown}
            resumeAt={resumeAt}
            onPassage={onPassage}
            // What changed since it was read counts as read only once the changes were looked at, or by the button.
            onRead={(upTo, complete) => {
              if (state !== 'changed' || showsChanges) marks.note(part.partId, upTo, complete)
            }}
          />
        ) : (
          <AttachedFile
            meetingId={meeting.id}
            itemId={item.id}
            content={content}
            bytes={part.length}
            onOpened={() => marks.note(part.partId, 1, true)}
          />
        )}
        <p className="row reader-end">
          <Tag tone={readingTones[state]}>{t(`meeting.reading.${state}`)}</Tag>
          {state === 'read' ? (
            <Button size="small" variant="quiet" onPress={() => marks.startAnew(part.partId)}>
              {t('reader.again')}
            </Button>
          ) : (
            <Button size="small" onPress={() => marks.note(part.partId, part.form === 'body' ? part.length : 1, true)}>
              {t('reader.markRead')}
            </Button>
          )}
        </p>
      </div>
    </>
  )
}
