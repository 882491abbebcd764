import type { AnswerOf, SealableVersion } from '@glosa/domain/contract'
import { refusalCodes } from '@glosa/domain/model'
import { useQuery } from '@tanstack/react-query'
import Stamp from 'lucide-react/icons/stamp'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isFailure, reading, useAct } from '../../api/index.ts'
import { useFormat } from '../../i18n/useFormat.ts'
import { Answer } from '../../shell/Answer.tsx'
import { AlertDialog } from '../../ui/AlertDialog.tsx'
import { Button } from '../../ui/Button.tsx'
import { Checkbox } from '../../ui/Checkbox.tsx'
import { Chips } from '../../ui/Chips.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Link } from '../../ui/Link.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { notify } from '../../ui/notify.ts'
import { Table, type TableColumn } from '../../ui/Table.tsx'
import { Tag, type Tone } from '../../ui/Tag.tsx'
import { sealProblemTitle } from './sealProblem.ts'

const states = ['unsealed', 'ordered', 'sealed'] as const
type SealState = (typeof states)[number]
type NotOrdered = AnswerOf<'orderSeals'>['notOrdered'][number]

const tones: Readonly<Record<SealState, Tone>> = { unsealed: 'neutral', ordered: 'brand', sealed: 'success' }
const keyOf = ({ materialId, version }: Pick<SealableVersion, 'materialId' | 'version'>) => `${materialId} ${version}`

/** The server takes as many in one act. */
const mostAtOnce = 500

/** Locked versions and their seals; many are sealed in one act. */
export function SealBulk() {
  const { t } = useTranslation()
  const [state, setState] = useState<SealState>('unsealed')
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [notOrdered, setNotOrdered] = useState<readonly NotOrdered[]>([])
  const [asking, setAsking] = useState(false)
  const versions = useQuery({
    ...reading('listSealable', { query: { state, limit: mostAtOnce } }),
    refetchOnMount: 'always',
    refetchInterval: state === 'unsealed' ? false : 3_000,
  })
  const act = useAct('orderSeals', { changes: ['listSealable', 'readSeal', 'readMaterial'] })
  const shown = versions.data?.versions ?? []
  const picked = state === 'unsealed' ? shown.filter((one) => chosen.has(keyOf(one))) : []
  const order = async () => {
    const outcome = await act.run({
      body: { versions: picked.map(({ materialId, version }) => ({ materialId, version })) },
    })
    setAsking(false)
    if (outcome === null || isFailure(outcome)) return
    if (outcome.ordered.length > 0) {
      notify({ tone: 'success', text: t('seal.orderedMany', { count: outcome.ordered.length }) })
    }
    setNotOrdered(outcome.notOrdered)
    setChosen(new Set())
  }
  const toggle = (key: string, on: boolean) => {
    const next = new Set(chosen)
    if (on) next.add(key)
    else next.delete(key)
    setChosen(next)
  }
  return (
    <section className="desk-panel" aria-labelledby="seal-versions">
      <h2 id="seal-versions">{t('seal.versions')}</h2>
      <div className="desk-filters">
        <Chips
          label={t('seal.filter')}
          selected={state}
          onSelect={setState}
          chips={states.map((id) => ({ id, label: t(`seal.states.${id}`) }))}
        />
        {state === 'unsealed' && shown.length > 0 ? (
          <>
            <Checkbox
              isSelected={picked.length === shown.length}
              isIndeterminate={picked.length > 0 && picked.length < shown.length}
              onChange={(on) => setChosen(on ? new Set(shown.map(keyOf)) : new Set())}
            >
              {t('seal.all')}
            </Checkbox>
            <Button
              variant="primary"
              className="push"
              icon={<Stamp size={18} aria-hidden="true" />}
              isDisabled={picked.length === 0}
              onPress={() => setAsking(true)}
            >
              {t('seal.orderMany', { count: picked.length })}
            </Button>
          </>
        ) : null}
      </div>
      <NotOrderedNotice notOrdered={notOrdered} versions={shown} />
      <Answer of={versions}>
        {() =>
          shown.length === 0 ? (
            <EmptyState icon={<Stamp size={40} />} title={t(`seal.empty.${state}`)} />
          ) : (
            <VersionTable versions={shown} chosen={chosen} onToggle={state === 'unsealed' ? toggle : null} />
          )
        }
      </Answer>
      <AlertDialog
        isOpen={asking}
        title={t('seal.confirmTitle', { count: picked.length })}
        verb={t('seal.order')}
        onConfirm={() => void order()}
        onCancel={() => setAsking(false)}
        isPending={act.isPending}
      >
        <p>{t('seal.confirmText')}</p>
      </AlertDialog>
    </section>
  )
}

interface VersionTableProps {
  readonly versions: readonly SealableVersion[]
  readonly chosen: ReadonlySet<string>
  readonly onToggle: ((key: string, on: boolean) => void) | null
}

function VersionTable({ versions, chosen, onToggle }: VersionTableProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const columns: readonly TableColumn<SealableVersion>[] = [
    ...(onToggle
      ? [
          {
            id: 'choose',
            title: t('seal.column.choose'),
            titleHidden: true,
            cell: (one: SealableVersion) => (
              <Checkbox
                aria-label={t('seal.choose', { number: one.number, version: one.version })}
                isSelected={chosen.has(keyOf(one))}
                onChange={(on) => onToggle(keyOf(one), on)}
              />
            ),
          },
        ]
      : []),
    {
      id: 'material',
      title: t('records.column.material'),
      isRowHeader: true,
      cell: (one) => (
        <span className="desk-title">
          <Link to="/materials/$materialId/versions" params={{ materialId: one.materialId }}>
            {one.title}
          </Link>
          <span className="quiet">
            {one.number} · {t('versions.version', { number: one.version })}
          </span>
        </span>
      ),
    },
    { id: 'locked', title: t('records.locked'), cell: ({ lockedAt }) => format.dayAndTime(lockedAt) },
    {
      id: 'seal',
      title: t('seal.column.state'),
      cell: ({ state, recordNumber, lastProblem, problemCode }) => (
        <span className="desk-title">
          <span className="row">
            <Tag tone={lastProblem ? 'warning' : tones[state]}>{t(`seal.states.${state}`)}</Tag>
            {recordNumber === null ? null : <span className="quiet">{recordNumber}</span>}
          </span>
          {lastProblem === null ? null : (
            <span title={lastProblem}>{sealProblemTitle(problemCode, lastProblem, t)}</span>
          )}
        </span>
      ),
    },
  ]
  return <Table labelledBy="seal-versions" columns={columns} rows={versions} rowKey={keyOf} />
}

/** Why some of the chosen versions were not ordered. */
function NotOrderedNotice({
  notOrdered,
  versions,
}: {
  readonly notOrdered: readonly NotOrdered[]
  readonly versions: readonly SealableVersion[]
}) {
  const { t } = useTranslation()
  if (notOrdered.length === 0) return null
  return (
    <Notice tone="warning" role="alert" title={t('seal.notOrdered', { count: notOrdered.length })}>
      <ul>
        {notOrdered.map((one) => {
          const code = refusalCodes.find((known) => known === one.code)
          const number = versions.find((version) => keyOf(version) === keyOf(one))?.number ?? one.materialId
          return (
            <li key={keyOf(one)}>
              {number}: {code === undefined ? one.code : t(`refusal.${code}`)}
            </li>
          )
        })}
      </ul>
    </Notice>
  )
}
