import type { BodyId, Material, MaterialId, Refused } from '@glosa/domain/model'
import type { Announcement, ShownRecord } from '@glosa/domain/contract'
import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { call, CallFailed, forget, isFailure, readMaterial, type Offline } from '../../api/index.ts'
import { browserTiming, keepRooms, type RoomKeeper } from '../../connection/index.ts'
import { listenToRoom } from './listenToRoom.ts'
import { materialOf, materialStore, type MaterialStore } from './materialStore.ts'
import { roomWire } from './roomWire.ts'
import { socketOrigin } from './socketOrigin.ts'

/** A material on its way to the page. */
export type MaterialState =
  | { readonly state: 'loading' }
  | { readonly state: 'failed'; readonly problem: Refused | Offline; readonly retry: () => void }
  | { readonly state: 'ready'; readonly store: MaterialStore; readonly rooms: RoomKeeper }

/**
 * Reads a material once and then follows it by announcements.
 * @param firstText the text that the page will show first: its room is entered while the page is still being drawn
 */
export function useMaterial(
  materialId: MaterialId,
  firstText: (material: Material) => BodyId | null = () => null,
): MaterialState {
  const [state, setState] = useState<MaterialState>({ state: 'loading' })
  const [attempt, setAttempt] = useState(0)
  const retry = useCallback(() => setAttempt((count) => count + 1), [])
  const store = useRef<MaterialStore>(null)
  const first = useRef(firstText)
  const hear = useCallback((news: Announcement) => {
    if (news.type === 'notices') void forget('listNotices')
    if (news.type === 'meeting') void forget('listAmendments', 'listMeetings')
    store.current?.hear(news)
  }, [])

  useEffect(() => {
    const stop = new AbortController()
    let close = () => {}
    setState({ state: 'loading' })
    store.current = null
    void follow()
    return () => {
      stop.abort()
      close()
      store.current = null
    }

    async function follow() {
      const view = await readMaterial(materialId)
      if (stop.signal.aborted) return
      if (isFailure(view)) return setState({ state: 'failed', problem: view, retry })
      const kept = materialStore(materialOf(view), { read, readEvents }, report)
      store.current = kept
      const rooms = keepRooms({
        materialId,
        origin: socketOrigin(),
        openWire: roomWire.open,
        timing: browserTiming,
        onAnnouncement: hear,
      })
      const bodyId = first.current(kept.material)
      if (bodyId) rooms.enter(bodyId)
      const listening = listenToRoom(materialId, hear)
      const unsubscribe = kept.subscribe(() => void forget('listTasks', 'listMaterials'))
      close = () => {
        unsubscribe()
        listening.close()
        rooms.leave()
      }
      setState({ state: 'ready', store: kept, rooms })
    }

    async function read() {
      const answer = await call('readMaterial', { params: { materialId } })
      if (isFailure(answer)) throw new CallFailed(answer)
      return answer
    }

    async function readEvents(after: number) {
      const answer = await call('readEvents', { params: { materialId }, query: { after } })
      if (isFailure(answer)) throw new CallFailed(answer)
      return answer
    }
  }, [materialId, attempt, retry, hear])
  return state
}

/** A failed question is asked again with the next announcement; anything else is a bug and must be seen. */
function report(problem: unknown): void {
  if (!(problem instanceof CallFailed)) reportError(problem)
}

/** The material of a store, as it is now. */
export const useMaterialOf = (store: MaterialStore): Material =>
  useSyncExternalStore(store.subscribe, () => store.material)

/** Calls on every record that arrives, also one's own. */
export function useRecords(store: MaterialStore, onRecord: (record: ShownRecord) => void): void {
  const latest = useRef(onRecord)
  useEffect(() => {
    latest.current = onRecord
  })
  useEffect(
    () =>
      store.subscribe((record) => {
        if (record) latest.current(record)
      }),
    [store],
  )
}
