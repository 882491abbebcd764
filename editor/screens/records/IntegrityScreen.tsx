import type { FixityView } from '@glosa/domain/contract'
import { useQuery } from '@tanstack/react-query'
import ShieldCheck from 'lucide-react/icons/shield-check'
import { useTranslation } from 'react-i18next'
import { isFailure, reading, useAct } from '../../api/index.ts'
import { useFormat } from '../../i18n/useFormat.ts'
import { Answer } from '../../shell/Answer.tsx'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Link } from '../../ui/Link.tsx'
import { notify } from '../../ui/notify.ts'
import { Table, type TableColumn } from '../../ui/Table.tsx'
import { changedByActs } from './changedByActs.ts'
import { FixityFinding } from './FixityFinding.tsx'
import { RecordsPage } from './RecordsPage.tsx'

type Run = FixityView['runs'][number]

/** Whether what was delivered is still there byte for byte: findings, and when it was looked at. */
export function IntegrityScreen() {
  const { t } = useTranslation()
  const fixity = useQuery({ ...reading('readFixity'), refetchOnMount: 'always' })
  const check = useAct('checkFixity', { changes: changedByActs })
  const now = async () => {
    const outcome = await check.run({ body: {} })
    if (outcome === null || isFailure(outcome)) return
    notify({ tone: 'success', text: t('records.checked') })
  }
  return (
    <RecordsPage
      title={t('records.integrity')}
      intro={t('records.integrityIntro')}
      acts={
        <Button variant="primary" isPending={check.isPending} onPress={() => void now()}>
          {t('records.checkNow')}
        </Button>
      }
    >
      <Answer of={fixity}>{(found) => <Findings found={found} />}</Answer>
    </RecordsPage>
  )
}

function Findings({ found: { findings, runs, delivered, neverChecked } }: { readonly found: FixityView }) {
  const { t } = useTranslation()
  const format = useFormat()
  const columns: readonly TableColumn<Run>[] = [
    {
      id: 'started',
      title: t('records.column.run'),
      isRowHeader: true,
      cell: ({ startedAt }) => format.dayAndTime(startedAt),
    },
    { id: 'checked', title: t('records.column.checked'), cell: ({ checked }) => format.number(checked) },
    {
      id: 'unreachable',
      title: t('records.column.unreachable'),
      cell: ({ unreachable }) => format.number(unreachable),
    },
    { id: 'findings', title: t('records.column.findings'), cell: (run) => format.number(run.findings) },
  ]
  return (
    <>
      <p>
        {t('records.deliveredCount', { count: delivered })}
        {neverChecked > 0 ? ` ${t('records.neverChecked', { count: neverChecked })}` : null}
      </p>
      {findings.length === 0 ? (
        <EmptyState icon={<ShieldCheck size={40} />} title={t('records.noFindings')} />
      ) : (
        <ul className="plain-list stack" aria-label={t('records.findings')}>
          {findings.map(({ line, since, place, files }) => (
            <li key={line.deliveryId} className="desk-panel">
              <h2>
                <Link
                  to="/records/deliveries/$materialId/$deliveryId"
                  params={{ materialId: line.materialId, deliveryId: line.deliveryId }}
                >
                  {line.materialNumber} – {line.title}
                </Link>
              </h2>
              <FixityFinding
                params={{ materialId: line.materialId, deliveryId: line.deliveryId }}
                since={since}
                place={place}
                files={files}
              />
            </li>
          ))}
        </ul>
      )}
      <section className="desk-panel" aria-labelledby="fixity-runs">
        <h2 id="fixity-runs">{t('records.runs')}</h2>
        {runs.length === 0 ? (
          <p className="quiet">{t('records.noRuns')}</p>
        ) : (
          <Table labelledBy="fixity-runs" columns={columns} rows={runs} rowKey={({ startedAt }) => String(startedAt)} />
        )}
      </section>
    </>
  )
}
