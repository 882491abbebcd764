import { mayAct, releases, type Actor, type CommentId, type Material } from '@glosa/domain/model'
import type { RoomKeeper } from '../../connection/index.ts'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/Button.tsx'
import { Checkbox } from '../../ui/Checkbox.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import type { MaterialStore } from '../material/materialStore.ts'
import { useCommentActs } from '../material/useCommentActs.ts'
import { useFarewell } from '../material/useRooms.ts'
import { BulkBar } from './BulkBar.tsx'
import { placeLabel } from './placeLabel.ts'
import { SettlementRow, type RowEvents, type Step } from './SettlementRow.tsx'
import type { Row } from './selectRows.ts'
import { usePlaces } from './usePlaces.ts'
import type { SettlementActs } from './useSettlementActs.ts'

/** The row that was left for the text, so that coming back finds it. */
const left = new Map<Material['id'], CommentId>()

/** Rows mounted at once, and more when somebody comes near the end: each holds a list of choices. */
const portion = 40

const columns = ['number', 'place', 'by', 'comment', 'kind', 'verdict', 'reason'] as const

interface SettlementTableProps {
  readonly store: MaterialStore
  readonly rooms: RoomKeeper
  readonly material: Material
  readonly actor: Actor
  /** All rows of the version. */
  readonly rows: readonly Row[]
  readonly isShown: (row: Row) => boolean
  /** Changes when another choice of rows is shown. */
  readonly choice: string
  readonly bulk: SettlementActs
}

/** The comments of a version with their settlements, worked on from the keyboard. */
export function SettlementTable(props: SettlementTableProps) {
  const { store, rooms, material, actor, rows, isShown, choice, bulk } = props
  const { t } = useTranslation()
  const navigate = useNavigate()
  const acts = useCommentActs(store)
  useFarewell(rooms)
  const places = usePlaces(rooms, material)
  const maySettle = mayAct(actor, 'settle', material) === true
  const isSponsor = material.sponsor?.personId === actor.personId
  const maySelect = maySettle || (isSponsor && material.state !== 'locked')
  const [current, setCurrent] = useState<CommentId | null>(left.get(material.id) ?? null)
  const [selected, setSelected] = useState<ReadonlySet<CommentId>>(new Set())
  const [limit, setLimit] = useState(portion)
  const [kept, setKept] = useState<ReadonlySet<CommentId>>(() => new Set(current ? [current] : []))
  const [chosenBefore, setChosenBefore] = useState(choice)
  const elements = useRef(new Map<CommentId, HTMLTableRowElement>())
  const wanted = useRef<CommentId | null>(null)
  if (chosenBefore !== choice) {
    setChosenBefore(choice)
    setCurrent(null)
    setKept(new Set())
    setLimit(portion)
  }
  // Rows that were worked on stay until others are asked for: nothing may vanish or move under the hands.
  const listed = rows.filter((row) => kept.has(row.comment.id) || isShown(row))
  const at = listed.findIndex(({ comment }) => comment.id === current)
  const mounted = listed.slice(0, Math.max(limit, at + portion / 2))
  const stop = at >= 0 ? current : listed[0]?.comment.id
  const chosen = useMemo(
    () => rows.flatMap(({ comment }) => (selected.has(comment.id) ? [comment] : [])),
    [rows, selected],
  )
  const hidden = listed.length - mounted.length

  useEffect(() => {
    const back = left.get(material.id)
    left.delete(material.id)
    if (back) elements.current.get(back)?.focus()
  }, [material.id])
  useEffect(() => {
    const id = wanted.current
    wanted.current = null
    if (id) elements.current.get(id)?.focus()
  })

  const select = (ids: readonly CommentId[], isOn: boolean) =>
    setSelected((before) => {
      const next = new Set(before)
      for (const id of ids) {
        if (isOn) next.add(id)
        else next.delete(id)
      }
      return next
    })
  const enter = (id: CommentId) => {
    setCurrent(id)
    if (!kept.has(id)) setKept(new Set([...kept, id]))
  }
  const go = (index: number) => {
    const next = listed[index]
    if (!next) return
    const element = elements.current.get(next.comment.id)
    if (element) return element.focus()
    wanted.current = next.comment.id
    enter(next.comment.id)
  }

  const step = (from: CommentId, to: Step) => {
    const index = listed.findIndex(({ comment }) => comment.id === from)
    go({ next: index + 1, previous: index - 1, first: 0, last: mounted.length - 1 }[to])
  }
  const open = (id: CommentId) => {
    left.set(material.id, id)
    void navigate({ to: '/materials/$materialId', params: { materialId: material.id }, search: { comment: id } })
  }
  const events = useLatest({
    select: (id, isOn) => select([id], isOn),
    element: (id, element) => {
      if (element) elements.current.set(id, element)
      else elements.current.delete(id)
    },
    focus: enter,
    step,
    open,
  })

  if (listed.length === 0) return <EmptyState title={t('settlement.noneFiltered')} />
  const shownIds = listed.map(({ comment }) => comment.id)
  const selectedShown = shownIds.filter((id) => selected.has(id)).length
  return (
    <>
      <table className="table settlement-table" role="table" aria-label={t('settlement.title')}>
        <thead role="rowgroup">
          <tr role="row">
            {maySelect ? (
              <th role="columnheader" scope="col" className="settlement-check">
                <Checkbox
                  aria-label={t('settlement.selectAll')}
                  isSelected={selectedShown === shownIds.length}
                  isIndeterminate={selectedShown > 0 && selectedShown < shownIds.length}
                  onChange={(isOn) => select(shownIds, isOn)}
                />
              </th>
            ) : null}
            {columns.map((column) => (
              <th key={column} role="columnheader" scope="col" className={`settlement-${column}`}>
                {t(`settlement.column.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {mounted.map((row) => {
            const { id } = row.comment
            return (
              <SettlementRow
                key={id}
                materialId={material.id}
                row={row}
                place={placeLabel(material, row.comment, places.get(id), t)}
                isPlaceGone={places.get(id) === 'gone'}
                maySettle={maySettle && row.comment.version > material.versions.length}
                acts={acts}
                bulk={bulk}
                isSelected={maySelect ? selected.has(id) : null}
                isTabStop={id === stop}
                on={events}
              />
            )
          })}
        </tbody>
      </table>
      {hidden > 0 ? <MoreRows count={hidden} onMore={() => setLimit(mounted.length + portion)} /> : null}
      {chosen.length > 0 ? (
        <BulkBar
          material={material}
          chosen={chosen}
          maySettle={maySettle}
          mayRelease={(comment) => releases(actor, material, comment)}
          isSponsor={isSponsor}
          acts={bulk}
          withdraw={acts.withdrawSettlement}
          onClear={() => setSelected(new Set())}
        />
      ) : null}
    </>
  )
}

/** One object for all rows and drawings, which does what the last drawing would do. */
function useLatest(events: RowEvents): RowEvents {
  const latest = useRef(events)
  useLayoutEffect(() => {
    latest.current = events
  })
  return useMemo(
    () => ({
      select: (...what) => latest.current.select(...what),
      element: (...what) => latest.current.element(...what),
      focus: (...what) => latest.current.focus(...what),
      step: (...what) => latest.current.step(...what),
      open: (...what) => latest.current.open(...what),
    }),
    [],
  )
}

/** Mounts more rows when its button comes into view, or is pressed. */
function MoreRows({ count, onMore }: { readonly count: number; readonly onMore: () => void }) {
  const { t } = useTranslation()
  const place = useRef<HTMLDivElement>(null)
  const more = useRef(onMore)
  useEffect(() => {
    more.current = onMore
  })
  useEffect(() => {
    if (!place.current) return
    const watcher = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) more.current()
      },
      { rootMargin: '600px' },
    )
    watcher.observe(place.current)
    return () => watcher.disconnect()
  }, [count])
  return (
    <div ref={place} className="row">
      <Button onPress={onMore}>{t('settlement.more', { count: Math.min(count, portion) })}</Button>
    </div>
  )
}
