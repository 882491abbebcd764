import type { DryRunView } from '@glosa/domain/contract'
import { isOnlyNoted } from '@glosa/domain/model'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isFailure, reading, useAct } from '../../api/index.ts'
import { useFormat } from '../../i18n/useFormat.ts'
import { Answer } from '../../shell/Answer.tsx'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Select } from '../../ui/Select.tsx'
import { FileTable } from './FileTable.tsx'

/** Builds what would be sent of a version, and shows it, without sending. */
export function DryRun({ target }: { readonly target: string }) {
  const { t } = useTranslation()
  const [chosen, setChosen] = useState<string | null>(null)
  const [run, setRun] = useState<DryRunView | null>(null)
  const versions = useQuery({ ...reading('listSealable', { query: {} }), refetchOnMount: 'always' })
  const act = useAct('dryRunDelivery')
  return (
    <section className="desk-panel" aria-labelledby="dry-run">
      <h2 id="dry-run">{t('records.dryRun')}</h2>
      <p className="quiet">{t('records.dryRunText')}</p>
      <Answer of={versions}>
        {({ versions: locked }) => {
          const keyOf = (one: (typeof locked)[number]) => `${one.materialId} ${one.version}`
          const picked = locked.find((one) => keyOf(one) === chosen)
          const go = async () => {
            if (!picked) return
            const { materialId, version } = picked
            const outcome = await act.run({ params: { target }, body: { materialId, version } })
            if (outcome !== null && !isFailure(outcome)) setRun(outcome)
          }
          if (locked.length === 0) return <p>{t('versions.empty')}</p>
          return (
            <div className="desk-filters">
              <Select
                label={t('records.whichVersion')}
                labelHidden
                placeholder={t('records.whichVersion')}
                choices={locked.map((one) => ({
                  id: keyOf(one),
                  label: `${one.number}, ${t('versions.version', { number: one.version }).toLocaleLowerCase()}`,
                  detail: one.title,
                }))}
                selected={chosen}
                onSelect={(id) => {
                  setChosen(id)
                  setRun(null)
                }}
              />
              <Button isDisabled={picked === undefined} isPending={act.isPending} onPress={() => void go()}>
                {t('records.tryOut')}
              </Button>
            </div>
          )
        }}
      </Answer>
      {run ? <Result run={run} /> : null}
    </section>
  )
}

function Result({ run: { problems, files, messages } }: { readonly run: DryRunView }) {
  const { t } = useTranslation()
  const format = useFormat()
  const notes = problems.filter(({ code }) => isOnlyNoted(code))
  const obstacles = problems.filter(({ code }) => !isOnlyNoted(code))
  return (
    <>
      {obstacles.length === 0 ? <Notice tone="success" role="status" title={t('records.wouldTake')} /> : null}
      {obstacles.length > 0 ? (
        <Notice tone="danger" role="alert" title={t('records.wouldRefuse')}>
          <Problems problems={obstacles} />
        </Notice>
      ) : null}
      {notes.length > 0 ? (
        <Notice tone="warning" role="status" title={t('records.wouldChange')}>
          <Problems problems={notes} />
        </Notice>
      ) : null}
      <h3 id="dry-run-files">{t('records.files')}</h3>
      <FileTable labelledBy="dry-run-files" files={files} />
      {messages.map(({ name, bytes, text }, index) => (
        // Several messages may have one name: a file each.
        <details key={`${index} ${name}`}>
          <summary>
            {t('records.message', { name })} <span className="quiet">{format.bytes(bytes)}</span>
          </summary>
          <pre className="desk-text" tabIndex={0} aria-label={t('records.message', { name })}>
            {text}
          </pre>
        </details>
      ))}
    </>
  )
}

/** What is wrong in the reader's words, and the technical ones as evidence for who mends it. */
function Problems({ problems }: { readonly problems: DryRunView['problems'] }) {
  const { t } = useTranslation()
  return (
    <ul>
      {problems.map(({ code, problem }) => (
        <li key={`${code} ${problem}`}>
          <p>{t(`records.dryRunProblem.${code}`)}</p>
          <p className="quiet desk-problem">{t('records.technical', { problem })}</p>
        </li>
      ))}
    </ul>
  )
}
