import type { SessionView, ShownFactorOf } from '@glosa/domain/contract'
import type { FactorKind } from '@glosa/domain/model'
import KeyRound from 'lucide-react/icons/key-round'
import { useRef, useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { isFailure, problemKey, useAct, type Outcome } from '../api/index.ts'
import { Button } from '../ui/Button.tsx'
import { Notice } from '../ui/Notice.tsx'
import { TextField } from '../ui/TextField.tsx'
import { knowsPasskeys, showPasskey } from './passkey.ts'

interface ShowFactorProps {
  readonly factors: readonly ShownFactorOf[]
  /** More than none offers a recovery code, which only a sign-in takes. */
  readonly recoveryCodesLeft: number
  readonly onShown: (session: SessionView, kind: FactorKind | 'recovery-code') => void
}

type ProblemKey = ReturnType<typeof problemKey> | 'secondFactor.passkeyGivenUp'

/** Shows one of the person's factors: a code of the application, a passkey, or a recovery code. */
export function ShowFactor({ factors, recoveryCodesLeft, onShown }: ShowFactorProps) {
  const { t } = useTranslation()
  const hasTotp = factors.some(({ kind }) => kind === 'totp')
  const hasPasskey = factors.some(({ kind }) => kind === 'passkey')
  const [isRecovery, setRecovery] = useState(false)
  const [code, setCode] = useState('')
  const [isTried, setTried] = useState(false)
  const [problem, setProblem] = useState<ProblemKey | null>(null)
  const input = useRef<HTMLInputElement>(null)
  const totp = useAct('showTotp', { isQuiet: true })
  const recovery = useAct('showRecoveryCode', { isQuiet: true, changes: ['readSecondFactor'] })
  const begin = useAct('beginShowPasskey', { isQuiet: true })
  const finish = useAct('showPasskey', { isQuiet: true })
  const isWorking = totp.isPending || recovery.isPending || begin.isPending || finish.isPending

  const take = (outcome: Outcome<SessionView> | null, kind: FactorKind | 'recovery-code') => {
    if (outcome === null) return
    if (!isFailure(outcome)) return onShown(outcome, kind)
    setProblem(problemKey(outcome))
    setCode('')
    setTried(false)
    input.current?.focus()
  }
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    // Inside a dialog over a form the outer one is not meant.
    event.stopPropagation()
    setTried(true)
    const written = code.trim()
    if (written === '') return input.current?.focus()
    setProblem(null)
    if (isRecovery) take(await recovery.run({ body: { code: written } }), 'recovery-code')
    else take(await totp.run({ body: { code: written } }), 'totp')
  }
  const usePasskey = async () => {
    setProblem(null)
    const begun = await begin.run({})
    if (begun === null) return
    if (isFailure(begun)) return setProblem(problemKey(begun))
    const response = await showPasskey(begun.options)
    if (!response) return setProblem('secondFactor.passkeyGivenUp')
    take(await finish.run({ body: { response } }), 'passkey')
  }

  return (
    <div className="stack">
      {problem ? (
        <Notice tone="danger" role="alert">
          {t(problem)}
        </Notice>
      ) : null}
      {hasPasskey && !isRecovery && knowsPasskeys() ? (
        <Button
          variant={hasTotp ? 'secondary' : 'primary'}
          icon={<KeyRound size={18} aria-hidden="true" />}
          onPress={() => void usePasskey()}
          isPending={begin.isPending || finish.isPending}
        >
          {t('secondFactor.usePasskey')}
        </Button>
      ) : null}
      {hasTotp || isRecovery ? (
        <form className="form" onSubmit={(event) => void submit(event)} noValidate>
          <TextField
            key={isRecovery ? 'recovery' : 'totp'}
            label={t(isRecovery ? 'secondFactor.recoveryCode' : 'secondFactor.code')}
            description={t(isRecovery ? 'secondFactor.recoveryHint' : 'secondFactor.codeHint')}
            value={code}
            onChange={setCode}
            autoComplete={isRecovery ? 'off' : 'one-time-code'}
            maxLength={60}
            autoFocus
            isRequired
            inputRef={input}
            error={isTried && code.trim() === '' ? t('secondFactor.codeMissing') : undefined}
          />
          <Button type="submit" variant="primary" isPending={isWorking}>
            {t('secondFactor.confirm')}
          </Button>
        </form>
      ) : null}
      {recoveryCodesLeft > 0 ? (
        <Button
          variant="quiet"
          onPress={() => {
            setRecovery(!isRecovery)
            setCode('')
            setTried(false)
            setProblem(null)
          }}
        >
          {t(isRecovery ? 'secondFactor.useFactor' : 'secondFactor.useRecovery')}
        </Button>
      ) : null}
    </div>
  )
}
