import Download from 'lucide-react/icons/download'
import Lock from 'lucide-react/icons/lock'
import {
  parseMaterialId,
  countedComments,
  mayAct,
  unsettledComments,
  type CommentId,
  type Material,
  type MaterialId,
} from '@glosa/domain/model'
import type { Announcement } from '@glosa/domain/contract'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { actorOf, call, isFailure, problemKey, saveFile, useSession } from '../../api/index.ts'
import { unsettledEssential } from '../../comments/selectComments.ts'
import { Breadcrumbs } from '../../ui/Breadcrumbs.tsx'
import { Button } from '../../ui/Button.tsx'
import { Chips } from '../../ui/Chips.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Link } from '../../ui/Link.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { notify } from '../../ui/notify.ts'
import { Tag } from '../../ui/Tag.tsx'
import { usePageTitle } from '../../ui/usePageTitle.ts'
import { LockDialog } from '../material/LockDialog.tsx'
import { MaterialMissing, MaterialOnItsWay } from '../material/MaterialScreen.tsx'
import type { MaterialStore } from '../material/materialStore.ts'
import { useCommentActs } from '../material/useCommentActs.ts'
import { useMaterial, useMaterialOf } from '../material/useMaterial.ts'
import { useRooms } from '../material/useRooms.ts'
import { SettlementRow } from './SettlementRow.tsx'
import { isUnder, rowFilters, type RowFilter } from './selectRows.ts'
import { usePlaces } from './usePlaces.ts'
import './settlement.css'

/** The settlement of a material: every counted comment in one table. */
export function SettlementScreen() {
  const materialId = parseMaterialId(useParams({ from: '/office/materials/$materialId/settlement' }).materialId)
  return materialId ? <Loading key={materialId} materialId={materialId} /> : <MaterialMissing />
}

function Loading({ materialId }: { readonly materialId: MaterialId }) {
  const state = useMaterial(materialId)
  if (state.state !== 'ready') return <MaterialOnItsWay state={state} />
  return <Settlement store={state.store} hear={state.hear} />
}

/** The row that was left for the text, so that coming back finds it. */
const left = new Map<MaterialId, CommentId>()

interface SettlementProps {
  readonly store: MaterialStore
  readonly hear: (news: Announcement) => void
}

function Settlement({ store, hear }: SettlementProps) {
  const { t } = useTranslation()
  const material = useMaterialOf(store)
  const session = useSession()
  const actor = useMemo(() => actorOf(session), [session])
  const [isLocking, setLocking] = useState(false)
  const counted = countedComments(material)
  const unsettled = unsettledComments(material).length
  const essential = unsettledEssential(material)
  const maySettle = mayAct(actor, 'settle', material) === true
  const version = material.versions.at(-1)
  usePageTitle(`${t('settlement.title')} ${material.number}`)
  return (
    <main id="main" className="wrap settlement" tabIndex={-1}>
      <Breadcrumbs
        links={[
          <Link key="materials" to="/materials" search={{}}>
            {t('material.materials')}
          </Link>,
          <Link key="material" to="/materials/$materialId" params={{ materialId: material.id }} search={{}}>
            {material.number}
          </Link>,
        ]}
        current={t('material.settlement')}
      />
      <div className="row">
        <h1>{t('settlement.title')}</h1>
        <Tag tone={unsettled === 0 ? 'success' : 'neutral'}>
          {t('settlement.settledCount', { settled: counted.length - unsettled, total: counted.length })}
        </Tag>
        {essential > 0 ? <Tag tone="danger">{t('settlement.essentialOpen', { count: essential })}</Tag> : null}
        <span className="row push">
          {version ? <TableDownload material={material} version={version.number} /> : null}
          {mayAct(actor, 'lock', material) === true ? (
            <Button
              variant={unsettled === 0 ? 'primary' : 'secondary'}
              icon={<Lock size={18} aria-hidden="true" />}
              onPress={() => setLocking(true)}
            >
              {t('material.lock')}
            </Button>
          ) : null}
        </span>
      </div>
      <p className="quiet">{material.title}</p>
      {material.state === 'locked' && version ? (
        <Notice tone="info">{t('settlement.locked', { number: version.number })}</Notice>
      ) : !maySettle ? (
        <Notice tone="info">{t('settlement.readOnly', { name: material.drafter.displayName })}</Notice>
      ) : material.state === 'in-review' ? (
        <Notice tone="info">{t('settlement.open')}</Notice>
      ) : null}
      <SettlementTable store={store} hear={hear} material={material} maySettle={maySettle} />
      {isLocking ? <LockDialog store={store} material={material} onClose={() => setLocking(false)} /> : null}
    </main>
  )
}

interface SettlementTableProps extends SettlementProps {
  readonly material: Material
  readonly maySettle: boolean
}

const columns = ['number', 'place', 'by', 'comment', 'kind', 'verdict', 'reason'] as const

function SettlementTable({ store, hear, material, maySettle }: SettlementTableProps) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const acts = useCommentActs(store)
  const rooms = useRooms(material.id, hear)
  const places = usePlaces(rooms, material)
  const [filter, setFilter] = useState<RowFilter>('all')
  const [current, setCurrent] = useState<CommentId | null>(left.get(material.id) ?? null)
  const elements = useRef(new Map<CommentId, HTMLTableRowElement>())
  const counted = useMemo(() => [...countedComments(material)].sort((a, b) => a.number - b.number), [material])
  // A row that was just settled stays until another is worked on: it must not vanish from under the hands.
  const rows = counted.filter((comment) => comment.id === current || isUnder(comment, filter))
  const stop = rows.some(({ id }) => id === current) ? current : rows[0]?.id

  useEffect(() => {
    const back = left.get(material.id)
    left.delete(material.id)
    if (back) elements.current.get(back)?.focus()
  }, [material.id])

  if (counted.length === 0) return <EmptyState title={t('settlement.none')} />
  return (
    <>
      <div className="row settlement-filters">
        <Chips
          label={t('settlement.filterLabel')}
          chips={rowFilters.map((id) => ({
            id,
            label: t(`settlement.filter.${id}`),
            count: counted.filter((comment) => isUnder(comment, id)).length,
          }))}
          selected={filter}
          onSelect={(next) => {
            setFilter(next)
            setCurrent(null)
          }}
        />
        {maySettle ? <span className="quiet push settlement-keys">{t('settlement.keys')}</span> : null}
      </div>
      {rows.length === 0 ? <EmptyState title={t('settlement.noneFiltered')} /> : null}
      {rows.length > 0 ? (
        <table className="table settlement-table" role="table" aria-label={t('settlement.title')}>
          <thead role="rowgroup">
            <tr role="row">
              {columns.map((column) => (
                <th key={column} role="columnheader" scope="col" className={`settlement-${column}`}>
                  {t(`settlement.column.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody role="rowgroup">
            {rows.map((comment, index) => (
              <SettlementRow
                key={comment.id}
                material={material}
                comment={comment}
                place={places.get(comment.id)}
                maySettle={maySettle}
                acts={acts}
                isTabStop={comment.id === stop}
                onElement={(element) => {
                  if (element) elements.current.set(comment.id, element)
                  else elements.current.delete(comment.id)
                }}
                onFocus={() => setCurrent(comment.id)}
                onStep={(step) => {
                  const next = rows[index + step]
                  if (next) elements.current.get(next.id)?.focus()
                }}
                onOpen={() => {
                  left.set(material.id, comment.id)
                  const params = { materialId: material.id }
                  void navigate({ to: '/materials/$materialId', params, search: { comment: comment.id } })
                }}
              />
            ))}
          </tbody>
        </table>
      ) : null}
    </>
  )
}

function TableDownload({ material, version }: { readonly material: Material; readonly version: number }) {
  const { t } = useTranslation()
  const [isPending, setPending] = useState(false)
  const download = async () => {
    setPending(true)
    const params = { materialId: material.id, version, file: 'pdf' as const }
    const bytes = await call('downloadVersionFile', { params })
    setPending(false)
    if (isFailure(bytes)) return notify({ tone: 'error', text: t(problemKey(bytes)) })
    saveFile(bytes, `${material.number}-v${version}.pdf`, 'application/pdf')
  }
  return (
    <Button icon={<Download size={18} aria-hidden="true" />} isPending={isPending} onPress={() => void download()}>
      {t('settlement.table')}
    </Button>
  )
}
