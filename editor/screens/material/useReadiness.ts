import type { Readiness } from '@glosa/domain/contract'
import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { forget, reading } from '../../api/index.ts'
import type { MaterialStore } from './materialStore.ts'

/** Commands come in bursts; the answer compares whole texts. */
const pauseMs = 1_000

/**
 * What the server alone knows of the material's readiness, kept up with its events and, more slowly, with its texts.
 * @param isWanted whether the person works with it: the answer is costly
 * @returns `undefined` until it is here
 */
export function useReadiness(store: MaterialStore, isWanted: boolean): Readiness | undefined {
  const materialId = store.material.id
  const { data } = useQuery({
    ...reading('readReadiness', { params: { materialId } }),
    enabled: isWanted,
    refetchOnMount: 'always',
    refetchInterval: 20_000,
  })
  useEffect(() => {
    if (!isWanted) return
    let timer: ReturnType<typeof setTimeout> | undefined
    const unsubscribe = store.subscribe(() => {
      clearTimeout(timer)
      timer = setTimeout(() => void forget('readReadiness'), pauseMs)
    })
    return () => {
      clearTimeout(timer)
      unsubscribe()
    }
  }, [store, isWanted])
  return data
}
