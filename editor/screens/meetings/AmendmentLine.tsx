import type { AgendaItemView, MeetingView } from '@glosa/domain/contract'
import type { NotePlace } from '@glosa/domain/model'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isFailure, useAct, useSession } from '../../api/index.ts'
import { Button } from '../../ui/Button.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { noVote, VoteFields, voteOf } from './VoteFields.tsx'

interface AmendmentLineProps {
  readonly meeting: MeetingView
  readonly item: AgendaItemView
  readonly amendment: AgendaItemView['amendments'][number]
  readonly onShow: (place: NotePlace) => void
}

/** One amendment: the words and those proposed instead, what came of it, and who may do what with it. */
export function AmendmentLine({ meeting, item, amendment, onShow }: AmendmentLineProps) {
  const { t } = useTranslation()
  const { person } = useSession()
  const [isDeciding, setDeciding] = useState(false)
  const withdraw = useAct('withdrawAmendment', { changes: ['readMeeting'] })
  const params = { meetingId: meeting.id, itemId: item.id, amendmentId: amendment.id }
  const { passage, proposedWording, decided, withdrawn } = amendment
  const mayWithdraw =
    amendment.by.personId === person.id && !withdrawn && !decided && meeting.may.includes('propose-amendment')
  const mayDecide = meeting.may.includes('record') && !withdrawn
  const show = () => {
    if (!passage || item.subject.kind !== 'material') return
    const { materialId, version } = item.subject
    onShow({ at: 'passage', materialId, version, ...passage })
  }
  return (
    <article className="note" aria-label={t('reader.amendment', { number: amendment.number })}>
      <p className="row">
        <strong>{t('reader.amendment', { number: amendment.number })}</strong>
        <span className="quiet">{amendment.by.displayName}</span>
        {withdrawn ? <Tag>{t('reader.amendmentWithdrawn')}</Tag> : null}
        {decided ? (
          <Tag tone={decided.accepted ? 'success' : 'danger'}>
            {t(decided.accepted ? 'reader.accepted' : 'reader.rejected')}
          </Tag>
        ) : null}
      </p>
      {passage ? (
        <p>
          <del>{passage.quote}</del> {proposedWording ? <ins>{proposedWording}</ins> : null}
        </p>
      ) : null}
      <p className="note-text">{amendment.text}</p>
      {decided?.vote ? (
        <p className="quiet">
          {t('meeting.vote', {
            for: decided.vote.for,
            against: decided.vote.against,
            abstained: decided.vote.abstained,
          })}
        </p>
      ) : null}
      <div className="row">
        {passage ? (
          <Button size="small" variant="quiet" onPress={show}>
            {t('reader.showInText')}
          </Button>
        ) : null}
        {mayWithdraw ? (
          <Button size="small" isPending={withdraw.isPending} onPress={() => void withdraw.run({ params })}>
            {t('reader.withdraw')}
          </Button>
        ) : null}
        {mayDecide && !isDeciding ? (
          <Button size="small" variant={decided ? 'secondary' : 'primary'} onPress={() => setDeciding(true)}>
            {t(decided ? 'reader.decideAnew' : 'reader.decide')}
          </Button>
        ) : null}
      </div>
      {isDeciding ? <Decision meeting={meeting} params={params} onDone={() => setDeciding(false)} /> : null}
    </article>
  )
}

function Decision({
  meeting,
  params,
  onDone,
}: {
  readonly meeting: MeetingView
  readonly params: {
    readonly meetingId: MeetingView['id']
    readonly itemId: AgendaItemView['id']
    readonly amendmentId: AgendaItemView['amendments'][number]['id']
  }
  readonly onDone: () => void
}) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState(noVote)
  const decide = useAct('decideAmendment', { changes: ['readMeeting'] })
  const present = meeting.presentIds?.length ?? meeting.members.length
  const run = async (accepted: boolean) => {
    const vote = voteOf(typed)
    if (vote === undefined) return
    const outcome = await decide.run({ params, body: { accepted, vote } })
    if (outcome !== null && !isFailure(outcome)) onDone()
  }
  return (
    <>
      <VoteFields typed={typed} onChange={setTyped} present={present} />
      <div className="row">
        <Button variant="primary" isPending={decide.isPending} onPress={() => void run(true)}>
          {t('reader.accept')}
        </Button>
        <Button isPending={decide.isPending} onPress={() => void run(false)}>
          {t('reader.reject')}
        </Button>
        <Button variant="quiet" onPress={onDone}>
          {t('ui.cancel')}
        </Button>
      </div>
    </>
  )
}
