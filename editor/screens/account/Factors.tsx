import type { ShownFactorOf } from '@glosa/domain/contract'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isFailure, reading, useAct } from '../../api/index.ts'
import { useFormat } from '../../i18n/useFormat.ts'
import { EnrolFactor } from '../../secondFactor/EnrolFactor.tsx'
import { RecoveryCodes } from '../../secondFactor/RecoveryCodes.tsx'
import { Answer } from '../../shell/Answer.tsx'
import { AlertDialog } from '../../ui/AlertDialog.tsx'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { notify } from '../../ui/notify.ts'
import { RenameFactor } from './RenameFactor.tsx'

/** The person’s second factors: what they have, adding, removing, recovery codes. */
export function Factors() {
  const { t } = useTranslation()
  const format = useFormat()
  const factors = useQuery({ ...reading('readSecondFactor'), refetchOnMount: 'always' })
  const [isAdding, setAdding] = useState(false)
  const [codes, setCodes] = useState<readonly string[] | null>(null)
  const [renaming, setRenaming] = useState<ShownFactorOf | null>(null)
  const [removing, setRemoving] = useState<ShownFactorOf | null>(null)
  const remove = useAct('removeFactor', { changes: ['readSecondFactor'] })
  const renew = useAct('renewRecoveryCodes', { changes: ['readSecondFactor'] })

  const added = () => {
    setAdding(false)
    void factors.refetch()
    notify({ tone: 'success', text: t('secondFactor.isAdded') })
  }
  const takeAway = async ({ factorId }: ShownFactorOf) => {
    const outcome = await remove.run({ params: { factorId } })
    setRemoving(null)
    if (outcome !== null && !isFailure(outcome)) notify({ tone: 'success', text: t('secondFactor.removed') })
  }
  const newCodes = async () => {
    const outcome = await renew.run({})
    if (outcome !== null && !isFailure(outcome)) setCodes(outcome.recoveryCodes)
  }

  return (
    <section className="panel stack" aria-labelledby="account-factors">
      <h2 id="account-factors">{t('secondFactor.title')}</h2>
      <p className="quiet">{t('secondFactor.intro')}</p>
      <Answer of={factors}>
        {(view) => (
          <>
            {view.roleDemand === 'none' ? null : (
              <p>
                {t(view.roleDemand === 'phishing-resistant' ? 'secondFactor.demandedPasskey' : 'secondFactor.demanded')}
              </p>
            )}
            {view.factors.length === 0 ? <p>{t('secondFactor.none')}</p> : null}
            {view.factors.map((factor) => (
              <div className="row" key={factor.factorId}>
                <span>
                  <strong>{factor.label}</strong>{' '}
                  <span className="quiet">{t(`secondFactor.kind.${factor.kind}`)}, </span>
                  <span className="quiet">
                    {t('secondFactor.added', { when: format.dayAndTime(factor.createdAt) })},{' '}
                    {factor.lastUsedAt === null
                      ? t('secondFactor.neverUsed')
                      : t('secondFactor.lastUsed', { when: format.dayAndTime(factor.lastUsedAt) })}
                  </span>
                </span>
                <Button
                  size="small"
                  aria-label={t('secondFactor.renameOf', { label: factor.label })}
                  onPress={() => setRenaming(factor)}
                >
                  {t('secondFactor.rename')}
                </Button>
                <Button
                  size="small"
                  aria-label={t('secondFactor.removeOf', { label: factor.label })}
                  onPress={() => setRemoving(factor)}
                >
                  {t('secondFactor.remove')}
                </Button>
              </div>
            ))}
            {view.factors.length > 0 ? <p>{t('secondFactor.codesLeft', { count: view.recoveryCodesLeft })}</p> : null}
            <div className="row">
              <Button onPress={() => setAdding(true)}>{t('secondFactor.add')}</Button>
              {view.factors.length > 0 ? (
                <Button onPress={() => void newCodes()} isPending={renew.isPending}>
                  {t('secondFactor.renewCodes')}
                </Button>
              ) : null}
            </div>
            <Dialog isOpen={isAdding} onClose={() => setAdding(false)} title={t('secondFactor.addTitle')}>
              <EnrolFactor needsCode={view.needsEnrolmentCode} kinds={['totp', 'passkey']} onDone={added} />
            </Dialog>
          </>
        )}
      </Answer>
      {renaming ? <RenameFactor factor={renaming} onClose={() => setRenaming(null)} /> : null}
      {removing ? (
        <AlertDialog
          isOpen
          isDanger
          title={t('secondFactor.removeTitle', { label: removing.label })}
          verb={t('secondFactor.remove')}
          onConfirm={() => void takeAway(removing)}
          onCancel={() => setRemoving(null)}
          isPending={remove.isPending}
        >
          <p>{t('secondFactor.removeText')}</p>
        </AlertDialog>
      ) : null}
      <Dialog isOpen={codes !== null} isPinned onClose={() => setCodes(null)} title={t('secondFactor.codesTitle')}>
        {codes ? <RecoveryCodes codes={codes} onDone={() => setCodes(null)} /> : null}
      </Dialog>
    </section>
  )
}
