import type { AgendaItemView, MeetingView } from '@glosa/domain/contract'
import type { VersionPassage } from '@glosa/domain/model'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/Button.tsx'
import type { PanelName } from './ReaderPanel.tsx'

interface ReaderBarProps {
  readonly meeting: MeetingView
  readonly item: AgendaItemView
  readonly isNarrow: boolean
  /** The words that are selected. */
  readonly passage: VersionPassage | null
  readonly onOpen: (panel: PanelName) => void
}

/** At the lower edge: what can be done with the selected words, and on a tablet the ways to notes and questions. */
export function ReaderBar({ meeting, item, isNarrow, passage, onOpen }: ReaderBarProps) {
  const { t } = useTranslation()
  const mayPropose = meeting.may.includes('propose-amendment') && !item.resolved
  if (!isNarrow && !passage) return null
  return (
    <div className="reader-bar" role="region" aria-label={t('reader.bar')}>
      {passage ? (
        <>
          <span className="reader-bar-words">{passage.quote}</span>
          <Button variant="primary" preventFocusOnPress onPress={() => onOpen('notes')}>
            {t('reader.noteWords')}
          </Button>
          {mayPropose ? (
            <Button preventFocusOnPress onPress={() => onOpen('amendments')}>
              {t('reader.amendWords')}
            </Button>
          ) : null}
        </>
      ) : (
        <>
          <Button onPress={() => onOpen('notes')}>{withCount(t('reader.panel.notes'), item.notes)}</Button>
          <Button onPress={() => onOpen('questions')}>
            {withCount(t('reader.panel.questions'), item.questions.length)}
          </Button>
          <Button onPress={() => onOpen('amendments')}>
            {withCount(t('reader.panel.amendments'), item.amendments.length)}
          </Button>
        </>
      )}
    </div>
  )
}

const withCount = (words: string, count: number) => (count > 0 ? `${words} (${count})` : words)
