import type { LoginExplainedView } from '@glosa/domain/contract'
import { useRef, useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { isFailure, problemKey, useAct } from '../../api/index.ts'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { TextField } from '../../ui/TextField.tsx'

type Explained = Extract<LoginExplainedView, { outcome: 'one' }>
type Chain = Explained['groups'][number]

/** Asks the directory what a login name would be in Glosa, and by which groups. */
export function TryLogin() {
  const { t } = useTranslation()
  const [login, setLogin] = useState('')
  const [isTried, setTried] = useState(false)
  const [problem, setProblem] = useState<ReturnType<typeof problemKey> | null>(null)
  const [asked, setAsked] = useState<{ readonly login: string; readonly found: LoginExplainedView } | null>(null)
  const input = useRef<HTMLInputElement>(null)
  const explain = useAct('explainLogin', { isQuiet: true })
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    const written = login.trim()
    if (written === '') return input.current?.focus()
    setProblem(null)
    const found = await explain.run({ body: { login: written } })
    if (found === null) return
    setAsked(isFailure(found) ? null : { login: written, found })
    if (isFailure(found)) setProblem(problemKey(found))
  }
  return (
    <section className="panel stack" aria-labelledby="try-login">
      <h2 id="try-login">{t('administration.try.title')}</h2>
      <form className="ask-line" onSubmit={(event) => void submit(event)} noValidate>
        <TextField
          label={t('administration.try.login')}
          value={login}
          onChange={setLogin}
          autoComplete="off"
          maxLength={256}
          inputRef={input}
          error={isTried && login.trim() === '' ? t('administration.try.loginMissing') : undefined}
        />
        <Button type="submit" variant="primary" isPending={explain.isPending}>
          {t('administration.try.ask')}
        </Button>
      </form>
      {problem ? (
        <Notice tone="danger" role="alert">
          {t(problem)}
        </Notice>
      ) : null}
      <div aria-live="polite" className="stack">
        {asked ? <Found {...asked} /> : null}
      </div>
    </section>
  )
}

function Found({ login, found }: { readonly login: string; readonly found: LoginExplainedView }) {
  const { t } = useTranslation()
  if (found.outcome === 'none') return <Notice tone="warning">{t('administration.try.none', { login })}</Notice>
  if (found.outcome === 'ambiguous') {
    return (
      <Notice tone="danger" title={t('administration.try.ambiguous', { login })}>
        <ul className="plain-list">
          {found.dns.map((dn) => (
            <li key={dn} className="mono">
              {dn}
            </li>
          ))}
        </ul>
      </Notice>
    )
  }
  return <FoundPerson login={login} found={found} />
}

function FoundPerson({ login, found }: { readonly login: string; readonly found: Explained }) {
  const { t } = useTranslation()
  const list = (units: Explained['leads']) => units.map(({ name }) => name).join(', ')
  return (
    <>
      {found.person === null ? <Notice tone="warning">{t('administration.try.nobody')}</Notice> : null}
      <dl className="facts">
        <dt>{t('account.name')}</dt>
        <dd>{found.person?.displayName ?? login}</dd>
        <dt>{t('administration.try.account')}</dt>
        <dd>
          <Tag tone={found.account === 'usable' ? 'success' : 'warning'}>
            {t(`administration.account.${found.account}`)}
          </Tag>
        </dd>
        <dt>{t('administration.try.entry')}</dt>
        <dd className="mono">{found.dn}</dd>
        {found.person ? (
          <>
            <dt>{t('administration.try.id')}</dt>
            <dd className="mono">{found.person.id}</dd>
            <dt>{t('account.email')}</dt>
            <dd>{found.person.email ?? t('administration.try.noEmail')}</dd>
          </>
        ) : null}
        <dt>{t('account.unit')}</dt>
        <dd>{found.unit?.name ?? t('account.noUnit')}</dd>
        {found.directUnits.length > 1 ? (
          <>
            <dt>{t('administration.try.severalUnits')}</dt>
            <dd>{list(found.directUnits)}</dd>
          </>
        ) : null}
        {found.leads.length > 0 ? (
          <>
            <dt>{t('administration.try.leads')}</dt>
            <dd>{list(found.leads)}</dd>
          </>
        ) : null}
        {found.deputises.length > 0 ? (
          <>
            <dt>{t('administration.try.deputises')}</dt>
            <dd>{list(found.deputises)}</dd>
          </>
        ) : null}
        <dt>{t('account.roles')}</dt>
        <dd>
          <ul className="plain-list">
            {found.roles.map(({ role, by, chain }, index) => (
              <li key={`${role} ${index}`}>
                <strong>{t(`role.${role}`)}</strong>{' '}
                <span className="quiet">
                  {by === 'group' ? <Way chain={chain} /> : t(`administration.try.by.${by}`)}
                </span>
              </li>
            ))}
          </ul>
        </dd>
        <dt>{t('administration.try.groups')}</dt>
        <dd>
          {found.groups.length === 0 ? t('administration.try.noGroups') : null}
          <ul className="plain-list">
            {found.groups.map((chain) => (
              <li key={chain.map(({ dn }) => dn).join(' ')}>
                <Way chain={chain} />
              </li>
            ))}
          </ul>
        </dd>
      </dl>
    </>
  )
}

/** From the group that names the person to the last one. */
const Way = ({ chain }: { readonly chain: Chain }) => (
  <span className="chain">{chain.map(({ name }) => name).join(' → ')}</span>
)
