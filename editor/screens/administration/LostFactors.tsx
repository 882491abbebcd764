import type { FactorResetView } from '@glosa/domain/contract'
import type { PersonId } from '@glosa/domain/model'
import { useQuery } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { isFailure, reading, useAct } from '../../api/index.ts'
import { useFormat } from '../../i18n/useFormat.ts'
import { Answer } from '../../shell/Answer.tsx'
import { AlertDialog } from '../../ui/AlertDialog.tsx'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Table } from '../../ui/Table.tsx'
import { TextArea } from '../../ui/TextField.tsx'
import { notify } from '../../ui/notify.ts'
import { CodeForPerson, type IssuedCode } from './CodeForPerson.tsx'
import { PersonField } from './PersonField.tsx'

/** Lost second factors: one administrator asks, another confirms. */
export function LostFactors() {
  const { t } = useTranslation()
  const format = useFormat()
  const resets = useQuery({ ...reading('listFactorResets'), refetchOnMount: 'always' })
  const [isAsking, setAsking] = useState(false)
  const [confirming, setConfirming] = useState<FactorResetView | null>(null)
  const [issued, setIssued] = useState<IssuedCode | null>(null)
  const confirm = useAct('confirmFactorReset', { changes: ['listFactorResets'] })
  const withdraw = useAct('withdrawFactorReset', { changes: ['listFactorResets'] })

  const doConfirm = async (reset: FactorResetView) => {
    const outcome = await confirm.run({ params: { resetId: reset.resetId } })
    setConfirming(null)
    if (outcome === null || isFailure(outcome)) return
    setIssued({ displayName: reset.displayName, code: outcome.enrolmentCode, expiresAt: outcome.expiresAt })
  }
  const drop = async ({ resetId }: FactorResetView) => {
    const outcome = await withdraw.run({ params: { resetId } })
    if (outcome !== null && !isFailure(outcome)) {
      notify({ tone: 'success', text: t('administration.lost.withdrawn') })
    }
  }
  return (
    <section className="panel stack" aria-labelledby="lost-factors">
      <div className="row">
        <h2 id="lost-factors">{t('administration.lost.title')}</h2>
        <Button className="push" onPress={() => setAsking(true)}>
          {t('administration.lost.ask')}
        </Button>
      </div>
      <p className="quiet">{t('administration.lost.intro')}</p>
      <Answer of={resets}>
        {({ resets: waiting }) =>
          waiting.length === 0 ? (
            <p>{t('administration.lost.none')}</p>
          ) : (
            <Table
              labelledBy="lost-factors"
              columns={[
                {
                  id: 'person',
                  title: t('administration.lost.person'),
                  isRowHeader: true,
                  cell: ({ displayName }) => displayName,
                },
                { id: 'reason', title: t('administration.lost.reason'), cell: ({ reason }) => reason },
                {
                  id: 'asked',
                  title: t('administration.lost.requested'),
                  cell: ({ requestedBy, requestedAt }) =>
                    `${requestedBy.displayName}, ${format.dayAndTime(requestedAt)}`,
                },
                {
                  id: 'until',
                  title: t('administration.lost.until'),
                  cell: ({ expiresAt }) => format.dayAndTime(expiresAt),
                },
                {
                  id: 'act',
                  title: t('administration.lost.acts'),
                  titleHidden: true,
                  cell: (reset) => (
                    <span className="row">
                      {reset.mayConfirm ? (
                        <Button size="small" variant="primary" onPress={() => setConfirming(reset)}>
                          {t('administration.lost.confirm')}
                        </Button>
                      ) : (
                        <span className="quiet">{t('administration.lost.another')}</span>
                      )}
                      <Button size="small" onPress={() => void drop(reset)} isPending={withdraw.isPending}>
                        {t('administration.lost.withdraw')}
                      </Button>
                    </span>
                  ),
                },
              ]}
              rows={waiting}
              rowKey={({ resetId }) => resetId}
            />
          )
        }
      </Answer>
      {isAsking ? <AskDialog onClose={() => setAsking(false)} /> : null}
      {confirming ? (
        <AlertDialog
          isOpen
          isDanger
          title={t('administration.lost.confirmTitle', { name: confirming.displayName })}
          verb={t('administration.lost.confirm')}
          onConfirm={() => void doConfirm(confirming)}
          onCancel={() => setConfirming(null)}
          isPending={confirm.isPending}
        >
          <p>{t('administration.lost.confirmText')}</p>
        </AlertDialog>
      ) : null}
      {issued ? <CodeForPerson issued={issued} onClose={() => setIssued(null)} /> : null}
    </section>
  )
}

function AskDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation()
  const [personId, setPersonId] = useState<PersonId | null>(null)
  const [reason, setReason] = useState('')
  const [isTried, setTried] = useState(false)
  const ask = useAct('requestFactorReset', { changes: ['listFactorResets'] })
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (personId === null || reason.trim() === '') return
    const outcome = await ask.run({ body: { personId, reason: reason.trim() } })
    if (outcome === null || isFailure(outcome)) return
    notify({ tone: 'success', text: t('administration.lost.asked', { name: outcome.displayName }) })
    onClose()
  }
  return (
    <Dialog isOpen onClose={onClose} title={t('administration.lost.askTitle')}>
      <form className="form" onSubmit={(event) => void submit(event)} noValidate>
        <PersonField
          label={t('administration.lost.person')}
          selected={personId}
          onSelect={setPersonId}
          isRequired
          error={isTried && personId === null ? t('administration.lost.personMissing') : undefined}
        />
        <TextArea
          label={t('administration.lost.reason')}
          description={t('administration.lost.reasonHint')}
          value={reason}
          onChange={setReason}
          maxLength={1_000}
          rows={3}
          isRequired
          error={isTried && reason.trim() === '' ? t('completion.reasonMissing') : undefined}
        />
        <div className="form-acts">
          <Button type="submit" variant="primary" isPending={ask.isPending}>
            {t('administration.lost.ask')}
          </Button>
          <Button onPress={onClose}>{t('ui.cancel')}</Button>
        </div>
      </form>
    </Dialog>
  )
}
