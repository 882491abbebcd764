import type { AgendaItemView, MeetingView } from '@glosa/domain/contract'
import type { PartId, QuestionId } from '@glosa/domain/model'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isFailure, useAct, useSession } from '../../api/index.ts'
import { useFormat } from '../../i18n/useFormat.ts'
import { Button } from '../../ui/Button.tsx'
import { Checkbox } from '../../ui/Checkbox.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { TextArea } from '../../ui/TextField.tsx'
import { notify } from '../../ui/notify.ts'
import { newId } from './newId.ts'

type Question = AgendaItemView['questions'][number]

interface QuestionsProps {
  readonly meeting: MeetingView
  readonly item: AgendaItemView
  /** The part that is being read. */
  readonly partId: PartId
}

/** Questions to the drafter with their answers, and the form for a new one. */
export function Questions({ meeting, item, partId }: QuestionsProps) {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  const [shared, setShared] = useState(false)
  const ask = useAct('askQuestion', { changes: ['readMeeting'] })
  const mayAsk = meeting.may.includes('ask') && item.subject.kind === 'material'
  const send = async () => {
    if (text.trim() === '') return
    const outcome = await ask.run({
      params: { meetingId: meeting.id, itemId: item.id },
      body: { questionId: newId<QuestionId>(), partId, text: text.trim(), shared },
    })
    if (outcome === null || isFailure(outcome)) return
    setText('')
    notify({ tone: 'success', text: t('reader.asked') })
  }
  return (
    <div className="stack">
      {item.questions.length === 0 ? <p className="quiet">{t('reader.noQuestions')}</p> : null}
      {item.questions.map((question) => (
        <Thread key={question.id} meeting={meeting} item={item} question={question} />
      ))}
      {mayAsk ? (
        <>
          <TextArea
            label={t('reader.questionNew', {
              name: item.subject.kind === 'material' ? item.subject.drafter.displayName : '',
            })}
            value={text}
            onChange={setText}
            rows={3}
            maxLength={10_000}
          />
          <Checkbox isSelected={shared} onChange={setShared}>
            {t('reader.share')}
          </Checkbox>
          <p>
            <Button variant="primary" isPending={ask.isPending} onPress={() => void send()}>
              {t('reader.ask')}
            </Button>
          </p>
        </>
      ) : null}
    </div>
  )
}

function Thread({
  meeting,
  item,
  question,
}: {
  readonly meeting: MeetingView
  readonly item: AgendaItemView
  readonly question: Question
}) {
  const { t } = useTranslation()
  const { person } = useSession()
  const [text, setText] = useState('')
  const answer = useAct('answerQuestion', { changes: ['readMeeting'] })
  const share = useAct('shareQuestion', { changes: ['readMeeting'] })
  const params = { meetingId: meeting.id, itemId: item.id, questionId: question.id }
  const isOwn = question.by.personId === person.id
  const mayAnswer = meeting.may.includes('answer') && (isOwn || item.mayAnswer)
  const part =
    item.subject.kind === 'material' ? item.subject.parts.find(({ partId }) => partId === question.partId) : undefined
  const send = async () => {
    if (text.trim() === '') return
    const outcome = await answer.run({ params, body: { text: text.trim() } })
    if (outcome !== null && !isFailure(outcome)) setText('')
  }
  return (
    <article className="note thread" aria-label={t('reader.questionBy', { name: question.by.displayName })}>
      <Said by={question.by.displayName} at={question.at} text={question.text} />
      <p className="row">
        {part ? <Tag>{part.title}</Tag> : null}
        <Tag tone={question.shared ? 'brand' : 'neutral'}>
          {t(question.shared ? 'reader.shared' : 'reader.unshared')}
        </Tag>
        {isOwn && meeting.may.includes('share-question') ? (
          <Button
            size="small"
            variant="quiet"
            isPending={share.isPending}
            onPress={() => void share.run({ params, body: { shared: !question.shared } })}
          >
            {t(question.shared ? 'reader.unshareIt' : 'reader.shareIt')}
          </Button>
        ) : null}
      </p>
      {question.answers.map((said, index) => (
        <div className="thread-answer" key={`${said.at} ${index}`}>
          <Said by={said.by.displayName} at={said.at} text={said.text} />
        </div>
      ))}
      {mayAnswer ? (
        <>
          <TextArea
            label={t(item.mayAnswer && !isOwn ? 'reader.answerLabel' : 'reader.goOnLabel')}
            value={text}
            onChange={setText}
            rows={2}
            maxLength={10_000}
          />
          <p>
            <Button size="small" isPending={answer.isPending} onPress={() => void send()}>
              {t(item.mayAnswer && !isOwn ? 'reader.answer' : 'reader.goOn')}
            </Button>
          </p>
        </>
      ) : null}
    </article>
  )
}

function Said({ by, at, text }: { readonly by: string; readonly at: number; readonly text: string }) {
  const format = useFormat()
  return (
    <div>
      <p>
        <strong>{by}</strong>{' '}
        <time className="quiet" dateTime={new Date(at).toISOString()}>
          {format.dayAndTime(at)}
        </time>
      </p>
      <p className="note-text">{text}</p>
    </div>
  )
}
