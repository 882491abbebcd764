import type { AgendaItemView, MeetingView } from '@glosa/domain/contract'
import type { AmendmentId, NotePlace, VersionPassage } from '@glosa/domain/model'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isFailure, useAct } from '../../api/index.ts'
import { Button } from '../../ui/Button.tsx'
import { TextArea } from '../../ui/TextField.tsx'
import { notify } from '../../ui/notify.ts'
import { AmendmentLine } from './AmendmentLine.tsx'
import { newId } from './newId.ts'

interface AmendmentsProps {
  readonly meeting: MeetingView
  readonly item: AgendaItemView
  /** The words that other words are proposed for. */
  readonly passage: VersionPassage | null
  readonly onShow: (place: NotePlace) => void
  readonly onProposed: () => void
}

/** Amendments proposed at the table, and the form for a new one. */
export function Amendments({ meeting, item, passage, onShow, onProposed }: AmendmentsProps) {
  const { t } = useTranslation()
  const mayPropose = meeting.may.includes('propose-amendment') && !item.resolved && !item.withdrawn
  return (
    <div className="stack">
      {item.amendments.length === 0 ? <p className="quiet">{t('reader.noAmendments')}</p> : null}
      {item.amendments.map((amendment) => (
        <AmendmentLine key={amendment.id} meeting={meeting} item={item} amendment={amendment} onShow={onShow} />
      ))}
      {mayPropose ? (
        <AmendmentForm
          key={passage ? `${passage.partId} ${passage.start} ${passage.end}` : 'free'}
          meeting={meeting}
          item={item}
          passage={passage}
          onProposed={onProposed}
        />
      ) : null}
    </div>
  )
}

function AmendmentForm({ meeting, item, passage, onProposed }: Omit<AmendmentsProps, 'onShow'>) {
  const { t } = useTranslation()
  const [wording, setWording] = useState(passage?.quote ?? '')
  const [text, setText] = useState('')
  const [tried, setTried] = useState(false)
  const propose = useAct('proposeAmendment', { changes: ['readMeeting'] })
  const run = async () => {
    setTried(true)
    if (text.trim() === '') return
    const outcome = await propose.run({
      params: { meetingId: meeting.id, itemId: item.id },
      body: {
        amendmentId: newId<AmendmentId>(),
        passage,
        proposedWording: passage ? wording : null,
        text: text.trim(),
      },
    })
    if (outcome === null || isFailure(outcome)) return
    setText('')
    setTried(false)
    notify({ tone: 'success', text: t('reader.proposed') })
    onProposed()
  }
  return (
    <>
      {passage ? (
        <>
          <blockquote className="passage">{passage.quote}</blockquote>
          <TextArea
            label={t('reader.wording')}
            description={t('reader.wordingHint')}
            value={wording}
            onChange={setWording}
            rows={3}
            maxLength={10_000}
          />
        </>
      ) : (
        <p className="quiet">{t('reader.selectWords')}</p>
      )}
      <TextArea
        label={t(passage ? 'reader.amendmentReason' : 'reader.amendmentText')}
        value={text}
        onChange={setText}
        rows={3}
        maxLength={10_000}
        isRequired
        {...(tried && text.trim() === '' ? { error: t('meeting.missing') } : {})}
      />
      <p>
        <Button variant="primary" isPending={propose.isPending} onPress={() => void run()}>
          {t('reader.propose')}
        </Button>
      </p>
    </>
  )
}
