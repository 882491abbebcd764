import type { AnswerOf } from '@glosa/domain/contract'
import type { FactorKind } from '@glosa/domain/model'
import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { isFailure, problemKey, useAct } from '../api/index.ts'
import { Button } from '../ui/Button.tsx'
import { Notice } from '../ui/Notice.tsx'
import { TextField } from '../ui/TextField.tsx'
import { createPasskey, knowsPasskeys } from './passkey.ts'
import { RecoveryCodes } from './RecoveryCodes.tsx'

interface EnrolFactorProps {
  readonly needsCode: boolean
  /** Kinds to choose from. */
  readonly kinds: readonly FactorKind[]
  /** Hears when the factor is set up and its recovery codes, if any, were read. */
  readonly onDone: () => void
}

type Enrolled = AnswerOf<'confirmTotp'>
type ProblemKey = ReturnType<typeof problemKey> | 'secondFactor.passkeyGivenUp'

/** Sets up a factor: chooses its kind, scans or touches, confirms, keeps the recovery codes. */
export function EnrolFactor({ needsCode, kinds, onDone }: EnrolFactorProps) {
  const { t } = useTranslation()
  const [label, setLabel] = useState('')
  const [enrolmentCode, setEnrolmentCode] = useState('')
  const [secret, setSecret] = useState<AnswerOf<'beginTotp'> | null>(null)
  const [code, setCode] = useState('')
  const [codes, setCodes] = useState<readonly string[] | null>(null)
  const [isTried, setTried] = useState(false)
  const [problem, setProblem] = useState<ProblemKey | null>(null)
  const beginTotp = useAct('beginTotp', { isQuiet: true })
  const confirmTotp = useAct('confirmTotp', { isQuiet: true })
  const beginPasskey = useAct('beginPasskey', { isQuiet: true })
  const confirmPasskey = useAct('confirmPasskey', { isQuiet: true })

  const done = (enrolled: Enrolled) => (enrolled.recoveryCodes ? setCodes(enrolled.recoveryCodes) : onDone())
  const body = { enrolmentCode: enrolmentCode.trim() === '' ? null : enrolmentCode.trim() }
  const named = (kind: FactorKind) => label.trim() || t(`secondFactor.kind.${kind}`)

  const startTotp = async () => {
    setProblem(null)
    const outcome = await beginTotp.run({ body })
    if (outcome === null) return
    if (isFailure(outcome)) return setProblem(problemKey(outcome))
    setSecret(outcome)
  }
  const finishTotp = async (event: FormEvent) => {
    event.preventDefault()
    event.stopPropagation()
    setTried(true)
    if (code.trim() === '') return
    setProblem(null)
    const outcome = await confirmTotp.run({ body: { code: code.trim(), label: named('totp') } })
    if (outcome === null) return
    if (!isFailure(outcome)) return done(outcome)
    setProblem(problemKey(outcome))
    setCode('')
    setTried(false)
  }
  const makePasskey = async () => {
    setProblem(null)
    const begun = await beginPasskey.run({ body })
    if (begun === null) return
    if (isFailure(begun)) return setProblem(problemKey(begun))
    const response = await createPasskey(begun.options)
    if (!response) return setProblem('secondFactor.passkeyGivenUp')
    const outcome = await confirmPasskey.run({ body: { response, label: named('passkey') } })
    if (outcome === null) return
    if (!isFailure(outcome)) return done(outcome)
    setProblem(problemKey(outcome))
  }

  if (codes) return <RecoveryCodes codes={codes} onDone={onDone} />
  return (
    <div className="stack">
      {problem ? (
        <Notice tone="danger" role="alert">
          {t(problem)}
        </Notice>
      ) : null}
      {secret ? (
        <form className="form" onSubmit={(event) => void finishTotp(event)} noValidate>
          <p>{t('secondFactor.scan')}</p>
          <img
            className="factor-picture"
            src={`data:image/svg+xml,${encodeURIComponent(secret.qrSvg)}`}
            alt={t('secondFactor.picture')}
            width={200}
            height={200}
          />
          <p>
            {t('secondFactor.typeSecret')} <code className="factor-secret">{secret.secret}</code>
          </p>
          <TextField
            label={t('secondFactor.code')}
            description={t('secondFactor.firstCodeHint')}
            value={code}
            onChange={setCode}
            autoComplete="one-time-code"
            maxLength={60}
            autoFocus
            isRequired
            error={isTried && code.trim() === '' ? t('secondFactor.codeMissing') : undefined}
          />
          <Button type="submit" variant="primary" isPending={confirmTotp.isPending}>
            {t('secondFactor.confirm')}
          </Button>
        </form>
      ) : (
        <div className="form">
          {needsCode ? (
            <TextField
              label={t('secondFactor.enrolmentCode')}
              description={t('secondFactor.enrolmentCodeHint')}
              value={enrolmentCode}
              onChange={setEnrolmentCode}
              autoComplete="off"
              maxLength={60}
              isRequired
            />
          ) : null}
          <TextField
            label={t('secondFactor.label')}
            description={t('secondFactor.labelHint')}
            value={label}
            onChange={setLabel}
            autoComplete="off"
            maxLength={60}
          />
          {kinds.includes('totp') ? (
            <Button variant="primary" onPress={() => void startTotp()} isPending={beginTotp.isPending}>
              {t('secondFactor.addTotp')}
            </Button>
          ) : null}
          {kinds.includes('passkey') && knowsPasskeys() ? (
            <Button onPress={() => void makePasskey()} isPending={beginPasskey.isPending || confirmPasskey.isPending}>
              {t('secondFactor.addPasskey')}
            </Button>
          ) : null}
        </div>
      )}
    </div>
  )
}
