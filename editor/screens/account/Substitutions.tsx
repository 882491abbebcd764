import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { forget, isFailure, reading, useAct, useSession } from '../../api/index.ts'
import { useFormat } from '../../i18n/useFormat.ts'
import { Answer } from '../../shell/Answer.tsx'
import { AlertDialog } from '../../ui/AlertDialog.tsx'
import { Button } from '../../ui/Button.tsx'
import { notify } from '../../ui/notify.ts'
import { Tag } from '../../ui/Tag.tsx'
import { useNow } from '../../ui/useNow.ts'
import { isComing, standingOf, type ShownSubstitution } from './standing.ts'
import { SubstitutionDialog } from './SubstitutionDialog.tsx'

/** Who stands in for whom: for the person, by the person, and among those whom they look after. */
export function Substitutions() {
  const { t } = useTranslation()
  const { person } = useSession()
  const now = useNow()
  const [isAdding, setAdding] = useState(false)
  const known = useQuery({ ...reading('listSubstitutions'), refetchOnMount: 'always' })
  return (
    <section className="panel stack" aria-labelledby="account-substitutions">
      <div>
        <h2 id="account-substitutions">{t('substitution.title')}</h2>
        <p className="quiet">{t('substitution.intro')}</p>
      </div>
      <Answer of={known}>
        {({ substitutions }) => {
          const coming = substitutions.filter((each) => isComing(each, now))
          const over = substitutions.filter((each) => !isComing(each, now))
          const mine = coming.filter(({ absent }) => absent.personId === person.id)
          const ofMe = coming.filter(({ deputy }) => deputy.personId === person.id)
          const ofOthers = coming.filter((each) => !mine.includes(each) && !ofMe.includes(each))
          return (
            <>
              <Group title={t('substitution.mine')} empty={t('substitution.none')} lines={mine} now={now} />
              <Group title={t('substitution.ofMe')} empty={t('substitution.noneOf')} lines={ofMe} now={now} />
              {ofOthers.length > 0 ? (
                <Group title={t('substitution.ofOthers')} empty="" lines={ofOthers} now={now} />
              ) : null}
              {over.length > 0 ? (
                <details>
                  <summary>{t('substitution.past', { count: over.length })}</summary>
                  <Lines lines={over} now={now} />
                </details>
              ) : null}
            </>
          )
        }}
      </Answer>
      <div className="row">
        <Button onPress={() => setAdding(true)}>{t('substitution.add')}</Button>
      </div>
      {isAdding ? <SubstitutionDialog onClose={() => setAdding(false)} /> : null}
    </section>
  )
}

interface LinesProps {
  readonly lines: readonly ShownSubstitution[]
  readonly now: number
}

function Group({ title, empty, ...rest }: LinesProps & { readonly title: string; readonly empty: string }) {
  return (
    <div>
      <h3>{title}</h3>
      {rest.lines.length === 0 ? <p className="quiet">{empty}</p> : <Lines {...rest} />}
    </div>
  )
}

const Lines = ({ lines, now }: LinesProps) => (
  <ul className="plain-list stack">
    {lines.map((line) => (
      <Line key={line.id} line={line} now={now} />
    ))}
  </ul>
)

function Line({ line, now }: { readonly line: ShownSubstitution; readonly now: number }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { person } = useSession()
  const [isAsking, setAsking] = useState(false)
  const end = useAct('endSubstitution', { changes: ['listSubstitutions'] })
  const standing = standingOf(line, now)
  const names = { deputy: line.deputy.displayName, absent: line.absent.displayName }
  const isHead =
    person.roles.includes('unit-head') && line.absent.unitId !== null && line.absent.unitId === person.unitId
  const mayEnd =
    isComing(line, now) && (line.absent.personId === person.id || isHead || person.roles.includes('secretary'))
  const stop = async () => {
    const outcome = await end.run({ params: { substitutionId: line.id } })
    setAsking(false)
    if (isFailure(outcome)) return
    notify({ tone: 'success', text: t('substitution.ended') })
    await forget('listTasks')
  }
  return (
    <li className="row">
      <span>
        <strong>{t('substitution.pair', names)}</strong>{' '}
        <Tag tone={standing === 'running' ? 'success' : 'neutral'}>{t(`substitution.state.${standing}`)}</Tag>
        <br />
        {t('substitution.until', { from: format.dayAndTime(line.from), until: format.dayAndTime(line.until) })}
        {line.reason ? (
          <>
            <br />
            {t('substitution.reason', { reason: line.reason })}
          </>
        ) : null}
        {line.setBy.personId === line.absent.personId ? null : (
          <>
            <br />
            <span className="quiet">{t('substitution.setBy', { name: line.setBy.displayName })}</span>
          </>
        )}
      </span>
      {mayEnd ? (
        <Button
          size="small"
          className="push"
          aria-label={t('substitution.endOf', { name: t('substitution.pair', names) })}
          onPress={() => setAsking(true)}
        >
          {t('substitution.end')}
        </Button>
      ) : null}
      <AlertDialog
        isOpen={isAsking}
        title={t('substitution.end')}
        verb={t('substitution.end')}
        onConfirm={() => void stop()}
        onCancel={() => setAsking(false)}
        isPending={end.isPending}
      >
        <p>{t('substitution.endQuestion', names)}</p>
      </AlertDialog>
    </li>
  )
}
