import type { SessionView } from '@glosa/domain/contract'
import { isRefused, type Refused } from '@glosa/domain/model'
import { useRef, useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { isFailure, problemKey, useAct, type Offline } from '../api/index.ts'
import { Button } from '../ui/Button.tsx'
import { Checkbox } from '../ui/Checkbox.tsx'
import { Notice } from '../ui/Notice.tsx'
import { TextField } from '../ui/TextField.tsx'

interface SignInFormProps {
  readonly onSignedIn: (session: SessionView) => void
  /** The login of the person whose page waits. */
  readonly login?: string
}

/** Name and password, checked by the office's directory. */
export function SignInForm({ onSignedIn, login: known = '' }: SignInFormProps) {
  const { t } = useTranslation()
  const [login, setLogin] = useState(known)
  const [password, setPassword] = useState('')
  const [isShown, setShown] = useState(false)
  const [isTried, setTried] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const loginInput = useRef<HTMLInputElement>(null)
  const passwordInput = useRef<HTMLInputElement>(null)
  const signIn = useAct('signIn', { isQuiet: true })

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (login.trim() === '') return loginInput.current?.focus()
    if (password === '') return passwordInput.current?.focus()
    setProblem(null)
    const outcome = await signIn.run({ body: { login: login.trim(), password } })
    if (outcome === null) return
    if (!isFailure(outcome)) return onSignedIn(outcome)
    const minutes = minutesToWait(outcome)
    setProblem(minutes === null ? t(problemKey(outcome)) : t('secondFactor.blockedFor', { count: minutes }))
    setPassword('')
    setTried(false)
    passwordInput.current?.focus()
  }

  return (
    <form className="form" onSubmit={(event) => void submit(event)} noValidate>
      {problem ? (
        <Notice tone="danger" role="alert">
          {problem}
        </Notice>
      ) : null}
      <TextField
        label={t('signIn.login')}
        value={login}
        onChange={setLogin}
        autoComplete="username"
        autoFocus={known === ''}
        isRequired
        inputRef={loginInput}
        error={isTried && login.trim() === '' ? t('signIn.loginMissing') : undefined}
      />
      <TextField
        label={t('signIn.password')}
        type={isShown ? 'text' : 'password'}
        value={password}
        onChange={setPassword}
        autoComplete="current-password"
        autoFocus={known !== ''}
        isRequired
        inputRef={passwordInput}
        error={isTried && password === '' ? t('signIn.passwordMissing') : undefined}
      />
      <Checkbox isSelected={isShown} onChange={setShown}>
        {t('signIn.showPassword')}
      </Checkbox>
      <Button type="submit" variant="primary" isPending={signIn.isPending}>
        {t('signIn.submit')}
      </Button>
    </form>
  )
}

/** For how many minutes signing in is blocked; `null` when that is not why it failed. */
function minutesToWait(problem: Refused | Offline): number | null {
  if (!isRefused(problem) || problem.refused !== 'sign-in-blocked') return null
  const seconds = problem.detail?.['retryAfterSeconds']
  return typeof seconds === 'number' ? Math.max(1, Math.ceil(seconds / 60)) : null
}
