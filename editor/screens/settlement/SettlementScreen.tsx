import Lock from 'lucide-react/icons/lock'
import {
  countedComments,
  instant,
  mayAct,
  parseMaterialId,
  releases,
  unsettledComments,
  type MaterialId,
} from '@glosa/domain/model'
import type { RoomKeeper } from '../../connection/index.ts'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { actorOf, useSession } from '../../api/index.ts'
import { unsettledEssential } from '../../comments/selectComments.ts'
import { MaterialBreadcrumbs } from '../MaterialBreadcrumbs.tsx'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Link } from '../../ui/Link.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { useNow } from '../../ui/useNow.ts'
import { usePageTitle } from '../../ui/usePageTitle.ts'
import { LockDialog } from '../material/LockDialog.tsx'
import { MaterialMissing, MaterialOnItsWay } from '../material/MaterialScreen.tsx'
import type { MaterialStore } from '../material/materialStore.ts'
import { useMaterial, useMaterialOf } from '../material/useMaterial.ts'
import { ExportMenu } from './ExportMenu.tsx'
import { PreparedPanel } from './PreparedPanel.tsx'
import { RewrittenPanel } from './RewrittenPanel.tsx'
import { RowFilters } from './RowFilters.tsx'
import { SettlementTable } from './SettlementTable.tsx'
import { UnitOverview } from './UnitOverview.tsx'
import { isUnder, rowsOf, versionShown, versionsWithRows, type RowFilter } from './selectRows.ts'
import { useReadiness } from '../material/useReadiness.ts'
import { useStableRows } from './useStableRows.ts'
import { useSettlementActs } from './useSettlementActs.ts'
import './settlement.css'

/** The settlement of a material: every counted comment in one table. */
export function SettlementScreen() {
  const materialId = parseMaterialId(useParams({ from: '/office/materials/$materialId/settlement' }).materialId)
  return materialId ? <Loading key={materialId} materialId={materialId} /> : <MaterialMissing />
}

function Loading({ materialId }: { readonly materialId: MaterialId }) {
  const state = useMaterial(materialId)
  if (state.state !== 'ready') return <MaterialOnItsWay state={state} />
  return <Settlement store={state.store} rooms={state.rooms} />
}

interface SettlementProps {
  readonly store: MaterialStore
  readonly rooms: RoomKeeper
}

function Settlement({ store, rooms }: SettlementProps) {
  const { t } = useTranslation()
  const material = useMaterialOf(store)
  const session = useSession()
  const actor = useMemo(() => actorOf(session), [session])
  const [isLocking, setLocking] = useState(false)
  const [unit, setUnit] = useState<string | null>(null)
  const [version, setVersion] = useState<number | null>(null)
  const [filter, setFilter] = useFilter(material.id)
  const now = useNow()
  const maySettle = mayAct(actor, 'settle', material) === true
  const mayLock = mayAct(actor, 'lock', material) === true
  const bulk = useSettlementActs(store)
  const ready = useReadiness(store, maySettle || mayLock || material.sponsor?.personId === actor.personId)
  const rewritten = useMemo(() => ready?.rewritten ?? [], [ready])
  const shown = version ?? versionShown(material)
  const found = useMemo(
    () => rowsOf(actor, material, shown, new Set(rewritten.map(({ commentId }) => commentId)), instant(now)),
    [actor, material, shown, rewritten, now],
  )
  const rows = useStableRows(found)
  const ofUnit = unit === null ? rows : rows.filter(({ comment }) => (comment.by.unitName ?? '') === unit)
  const counted = countedComments(material)
  const unsettled = unsettledComments(material).length
  const essential = unsettledEssential(material)
  const held = counted.filter((comment) => releases(actor, material, comment)).length
  const locked = material.versions.at(-1)
  usePageTitle(`${t('settlement.title')} ${material.number}`)
  return (
    <main id="main" className="wrap settlement" tabIndex={-1}>
      <MaterialBreadcrumbs material={material} current={t('material.settlement')} />
      <div className="row">
        <h1>{t('settlement.title')}</h1>
        <Tag tone={unsettled === 0 ? 'success' : 'neutral'}>
          {t('settlement.settledCount', { settled: counted.length - unsettled, total: counted.length })}
        </Tag>
        {essential > 0 ? <Tag tone="danger">{t('settlement.essentialOpen', { count: essential })}</Tag> : null}
        <span className="row push">
          <ExportMenu material={material} />
          {mayLock ? (
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
      <p className="quiet">
        {material.title}
        {' · '}
        <Link to="/materials/$materialId/statistics" params={{ materialId: material.id }}>
          {t('statistics.title')}
        </Link>
      </p>
      {material.state === 'locked' && locked ? (
        <Notice tone="info">{t('settlement.locked', { number: locked.number })}</Notice>
      ) : !maySettle && held === 0 ? (
        <Notice tone="info">{t('settlement.readOnly', { name: material.drafter.displayName })}</Notice>
      ) : material.state === 'in-review' ? (
        <Notice tone="info">{t('settlement.open')}</Notice>
      ) : null}
      <PreparedPanel material={material} actor={actor} acts={bulk} />
      <RewrittenPanel material={material} rewritten={rewritten} maySettle={maySettle} acts={bulk} />
      {counted.length === 0 ? (
        <EmptyState title={t('settlement.none')} />
      ) : (
        <>
          <RowFilters
            rows={rows}
            counted={ofUnit}
            filter={filter}
            onFilter={setFilter}
            unit={unit}
            onUnit={setUnit}
            versions={versionsWithRows(material)}
            version={shown}
            onVersion={setVersion}
            hasKeys={maySettle}
          />
          <SettlementTable
            store={store}
            rooms={rooms}
            material={material}
            actor={actor}
            rows={ofUnit}
            isShown={(row) => isUnder(row, filter)}
            choice={`${filter} ${unit ?? ''} ${shown}`}
            bulk={bulk}
          />
        </>
      )}
      {material.rounds.length > 0 ? <UnitOverview material={material} /> : null}
      {isLocking ? <LockDialog store={store} material={material} onClose={() => setLocking(false)} /> : null}
    </main>
  )
}

/** The filter stands in the address: the way back from the text finds it, and links lead to what is to be done. */
function useFilter(materialId: MaterialId): readonly [RowFilter, (filter: RowFilter) => void] {
  const { show = 'all' } = useSearch({ from: '/office/materials/$materialId/settlement' })
  const navigate = useNavigate()
  const set = (filter: RowFilter) =>
    void navigate({
      to: '/materials/$materialId/settlement',
      params: { materialId },
      search: filter === 'all' ? {} : { show: filter },
      replace: true,
    })
  return [show, set]
}
