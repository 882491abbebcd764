import type { PersonId } from '@glosa/domain/model'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isFailure, reading, useAct } from '../../api/index.ts'
import { useFormat } from '../../i18n/useFormat.ts'
import { Answer } from '../../shell/Answer.tsx'
import { Button } from '../../ui/Button.tsx'
import { CodeForPerson, type IssuedCode } from './CodeForPerson.tsx'

/** Which second factors somebody has, and a code to set up the first one. */
export function PersonFactors({ personId }: { readonly personId: PersonId }) {
  const { t } = useTranslation()
  const format = useFormat()
  const directory = useQuery({ ...reading('readDirectory'), staleTime: 60_000 })
  const person = useQuery({ ...reading('readPersonFactors', { params: { personId } }), refetchOnMount: 'always' })
  const issue = useAct('issueEnrolmentCode', { changes: ['readPersonFactors'] })
  const [issued, setIssued] = useState<IssuedCode | null>(null)
  const displayName = directory.data?.people.find(({ id }) => id === personId)?.displayName ?? ''
  const giveCode = async () => {
    const outcome = await issue.run({ params: { personId } })
    if (outcome === null || isFailure(outcome)) return
    setIssued({ displayName, code: outcome.enrolmentCode, expiresAt: outcome.expiresAt })
  }
  return (
    <section className="panel stack" aria-labelledby="person-factors">
      <h2 id="person-factors">{t('administration.person.factors', { name: displayName })}</h2>
      <Answer of={person}>
        {({ roleDemand, factors, recoveryCodesLeft, enrolmentCodeUntil }) => (
          <>
            <dl className="facts">
              <dt>{t('administration.person.demand')}</dt>
              <dd>{t(`administration.demand.${roleDemand}`)}</dd>
              <dt>{t('administration.person.has')}</dt>
              <dd>
                {factors.length === 0 ? t('administration.person.none') : null}
                <ul className="plain-list">
                  {factors.map(({ factorId, kind, label, createdAt, lastUsedAt }) => (
                    <li key={factorId}>
                      {t(`secondFactor.kind.${kind}`)} {format.quoted(label)},{' '}
                      <span className="quiet">
                        {t('secondFactor.added', { when: format.dayAndTime(createdAt) })},{' '}
                        {lastUsedAt === null
                          ? t('secondFactor.neverUsed')
                          : t('secondFactor.lastUsed', { when: format.dayAndTime(lastUsedAt) })}
                      </span>
                    </li>
                  ))}
                </ul>
              </dd>
              {factors.length > 0 ? (
                <>
                  <dt>{t('administration.person.codes')}</dt>
                  <dd>{format.number(recoveryCodesLeft)}</dd>
                </>
              ) : null}
              {enrolmentCodeUntil === null ? null : (
                <>
                  <dt>{t('administration.person.code')}</dt>
                  <dd>{t('administration.code.until', { when: format.dayAndTime(enrolmentCodeUntil) })}</dd>
                </>
              )}
            </dl>
            {factors.length === 0 ? (
              <div className="form-acts">
                <Button onPress={() => void giveCode()} isPending={issue.isPending}>
                  {t('administration.person.giveCode')}
                </Button>
              </div>
            ) : null}
          </>
        )}
      </Answer>
      {issued ? <CodeForPerson issued={issued} onClose={() => setIssued(null)} /> : null}
    </section>
  )
}
