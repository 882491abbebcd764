import { useSyncExternalStore } from 'react'
import { readSetting, writeSetting } from '../i18n/languages.ts'
import type { HintedScreen } from './helpScreens.ts'

const key = 'glosa.hints'
/** Stands for every hint. */
const all = 'all'

let putAway: ReadonlySet<string> | null = null
const listeners = new Set<() => void>()

const known = (): ReadonlySet<string> => (putAway ??= new Set((readSetting(key) ?? '').split(' ').filter(Boolean)))

function become(next: ReadonlySet<string>): void {
  putAway = next
  writeSetting(key, [...next].join(' '))
  for (const listener of listeners) listener()
}

/** Puts the hint of a screen away, here and next time on this device. */
export const putHintAway = (screen: HintedScreen): void => become(new Set([...known(), screen]))

/** Shows no hints any more. */
export const putAllHintsAway = (): void => become(new Set([all]))

/** Shows all hints as to somebody who is here for the first time. */
export const bringHintsBack = (): void => become(new Set())

/** Whether the hint of the screen was put away. */
export const isHintAway = (screen: HintedScreen): boolean => known().has(all) || known().has(screen)

function subscribe(listener: () => void) {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

export const useHintAway = (screen: HintedScreen | null): boolean =>
  useSyncExternalStore(subscribe, () => screen === null || isHintAway(screen))

/** Whether any hint was put away. */
export const useSomeHintsAway = (): boolean => useSyncExternalStore(subscribe, () => known().size > 0)
