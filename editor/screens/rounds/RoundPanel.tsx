import { isUndisclosed, mayAct, type Actor, type Material, type ReviewRound } from '@glosa/domain/model'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../api/index.ts'
import type { CommentActs } from '../../comments/CommentActs.ts'
import { AlertDialog } from '../../ui/AlertDialog.tsx'
import { Button } from '../../ui/Button.tsx'
import { DeadlineTag } from '../../ui/DeadlineTag.tsx'
import { notify } from '../../ui/notify.ts'
import { Tag } from '../../ui/Tag.tsx'
import { command } from '../material/command.ts'
import type { MaterialStore } from '../material/materialStore.ts'
import { AskMoreDialog } from './AskMoreDialog.tsx'
import { CloseRoundDialog } from './CloseRoundDialog.tsx'
import { DeadlineDialog } from './DeadlineDialog.tsx'
import { LateComments } from './LateComments.tsx'
import { answeredCount, answersIn } from './roundAnswers.ts'
import { RoundFacts } from './RoundFacts.tsx'
import { RoundTable } from './RoundTable.tsx'
import { RoundTermsDialog } from './RoundTermsDialog.tsx'

interface RoundPanelProps {
  readonly store: MaterialStore
  readonly material: Material
  readonly actor: Actor
  readonly round: ReviewRound
  readonly acts: CommentActs
}

type Doing =
  | { readonly type: 'none' | 'ask-more' | 'close' | 'open' | 'change' | 'drop' }
  | { readonly type: 'deadline'; readonly of: ReturnType<typeof answersIn>[number]['id'] | null }

/** One round: its terms, who has answered, and what the person may do about it. */
export function RoundPanel({ store, material, actor, round, acts }: RoundPanelProps) {
  const { t } = useTranslation()
  const [doing, setDoing] = useState<Doing>({ type: 'none' })
  const [isPending, setPending] = useState(false)
  const answers = answersIn(material, round)
  const may = (action: Parameters<typeof mayAct>[1]) => mayAct(actor, action, material) === true
  const dialog = { store, material, onClose: () => setDoing({ type: 'none' }) }
  const params = { materialId: material.id, roundId: round.id }
  const mayChange = round.state === 'open' && may('change-round')
  const run = async (asked: Parameters<typeof command>[2], said: string) => {
    setPending(true)
    const done = await command(store, t, asked)
    setPending(false)
    if (!done) return
    setDoing({ type: 'none' })
    notify({ tone: 'success', text: said })
  }
  const title = `round-${round.id}`
  return (
    <section className="panel round" aria-labelledby={title}>
      <div className="row">
        <h2 id={title}>{t('round.number', { number: round.number })}</h2>
        <Tag tone={round.state === 'open' ? 'brand' : 'neutral'}>{t(`round.state.${round.state}`)}</Tag>
        {round.state === 'open' ? <DeadlineTag dueAt={round.closesAt} layout="beside" /> : null}
        {round.state === 'planned' ? null : (
          <span className="quiet push">
            {t('round.answered', { count: answeredCount(answers), total: answers.length })}
          </span>
        )}
      </div>
      <RoundFacts material={material} round={round} />
      {isUndisclosed(round) && round.state === 'open' ? <p className="quiet">{t('round.undisclosed')}</p> : null}
      <RoundTable
        round={round}
        answers={answers}
        {...(mayChange
          ? {
              acts: {
                changeDeadline: (of) => setDoing({ type: 'deadline', of }),
                uninvite: (participantId) =>
                  void run(call('uninviteFromRound', { params: { ...params, participantId } }), t('round.uninvited')),
              },
            }
          : {})}
      />
      <LateComments material={material} actor={actor} round={round} acts={acts} />
      {round.state === 'open' && (mayChange || may('close-round')) ? (
        <div className="form-acts">
          {mayChange ? (
            <>
              <Button onPress={() => setDoing({ type: 'deadline', of: null })}>{t('round.changeDeadline')}</Button>
              <Button onPress={() => setDoing({ type: 'ask-more' })}>{t('round.invite')}</Button>
            </>
          ) : null}
          {may('close-round') ? (
            <Button onPress={() => setDoing({ type: 'close' })}>{t('material.closeRound')}</Button>
          ) : null}
        </div>
      ) : null}
      {round.state === 'planned' && may('plan-round') ? (
        <div className="form-acts">
          {may('open-round') ? (
            <Button variant="primary" onPress={() => setDoing({ type: 'open' })}>
              {t('round.openNow')}
            </Button>
          ) : null}
          <Button onPress={() => setDoing({ type: 'change' })}>{t('round.change')}</Button>
          <Button variant="quiet" onPress={() => setDoing({ type: 'drop' })}>
            {t('round.drop')}
          </Button>
        </div>
      ) : null}
      {doing.type === 'deadline' ? <DeadlineDialog {...dialog} round={round} participantId={doing.of} /> : null}
      {doing.type === 'ask-more' ? <AskMoreDialog {...dialog} round={round} /> : null}
      {doing.type === 'close' ? <CloseRoundDialog {...dialog} /> : null}
      {round.state === 'planned' && (doing.type === 'open' || doing.type === 'change') ? (
        <RoundTermsDialog {...dialog} act={doing.type === 'open' ? 'open' : 'plan'} planned={round} />
      ) : null}
      <AlertDialog
        isOpen={doing.type === 'drop'}
        title={t('round.drop')}
        verb={t('round.drop')}
        isPending={isPending}
        onConfirm={() => void run(call('dropPlannedRound', { params }), t('round.dropped'))}
        onCancel={dialog.onClose}
      >
        <p>{t('round.dropHint')}</p>
      </AlertDialog>
    </section>
  )
}
