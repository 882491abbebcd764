import Check from 'lucide-react/icons/check'
import CloudOff from 'lucide-react/icons/cloud-off'
import Lock from 'lucide-react/icons/lock'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Room, RoomState } from '../../connection/index.ts'
import { useFormat } from '../../i18n/useFormat.ts'
import { Button } from '../../ui/Button.tsx'
import { useWireKind } from './roomWire.ts'
import { Tag, type Tone } from '../../ui/Tag.tsx'

const tones: Readonly<Record<RoomState['type'], Tone>> = {
  connecting: 'neutral',
  saving: 'neutral',
  saved: 'success',
  offline: 'warning',
  'read-only': 'neutral',
  'storage-away': 'warning',
  locked: 'neutral',
  rejected: 'danger',
  'session-ended': 'danger',
  'not-admitted': 'danger',
}

/** States in which there is a connection, of whichever kind. */
const live: Partial<Record<RoomState['type'], true>> = { saving: true, saved: true, 'read-only': true, locked: true }

/** Saving that takes less than this is not worth a word, milliseconds. */
const patience = 1_000

/** Whether one's own words are safe. A quick save does not flicker; only changes of state are announced. */
export function SavedMark({ room }: { readonly room: Room }) {
  const { t } = useTranslation()
  const format = useFormat()
  const state = useShown(room)
  const wire = useWireKind()
  const waits = 'unsaved' in state && state.unsaved > 0
  const words =
    state.type === 'saved'
      ? state.at === null
        ? t('material.saved.saved')
        : t('material.saved.savedAt', { time: format.time(state.at) })
      : state.type === 'offline' && waits
        ? t('material.saved.offlineUnsaved')
        : state.type === 'session-ended' && waits
          ? t('material.saved.session-endedUnsaved')
          : t(`material.saved.${state.type}`)
  return (
    <span className="row saved-mark">
      <span role="status">
        <Tag tone={tones[state.type]} icon={iconOf(state.type)}>
          {words}
        </Tag>
        {wire === 'line' && live[state.type] ? (
          <span title={t('connection.lineText')}>
            <Tag tone="warning">{t('connection.line')}</Tag>
          </span>
        ) : null}
      </span>
      {state.type === 'session-ended' || state.type === 'not-admitted' ? (
        <Button size="small" onPress={() => room.retryNow()}>
          {t('material.reconnect')}
        </Button>
      ) : null}
    </span>
  )
}

function iconOf(type: RoomState['type']) {
  if (type === 'saved') return <Check size={14} aria-hidden="true" />
  if (type === 'offline' || type === 'session-ended' || type === 'storage-away') {
    return <CloudOff size={14} aria-hidden="true" />
  }
  return type === 'locked' ? <Lock size={14} aria-hidden="true" /> : null
}

/**
 * The state as it is shown. A commit of the page while somebody types costs a walk over the whole
 * text (React keeps the selection), so nothing is rendered until other words are to be shown.
 */
function useShown(room: Room): RoomState {
  const [shown, setShown] = useState(room.state)
  useEffect(() => {
    let current = room.state
    let timer: ReturnType<typeof setTimeout> | undefined
    const show = () => {
      clearTimeout(timer)
      timer = undefined
      if (isShownAlike(current, room.state)) return
      current = room.state
      setShown(current)
    }
    const look = () => {
      if (room.state.type === 'saving') timer ??= setTimeout(show, patience)
      else show()
    }
    setShown(current)
    const unsubscribe = room.subscribe(look)
    return () => {
      unsubscribe()
      clearTimeout(timer)
    }
  }, [room])
  return shown
}

const minuteOf = (at: number | null) => (at === null ? null : Math.floor(at / 60_000))

/** Whether two states have the same words. */
function isShownAlike(a: RoomState, b: RoomState): boolean {
  if (a.type === 'saved' && b.type === 'saved') return minuteOf(a.at) === minuteOf(b.at)
  if ('unsaved' in a && 'unsaved' in b) return a.type === b.type && a.unsaved > 0 === b.unsaved > 0
  return a.type === b.type
}
