import Check from 'lucide-react/icons/check'
import CloudOff from 'lucide-react/icons/cloud-off'
import Lock from 'lucide-react/icons/lock'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Room, RoomState } from '../../connection/index.ts'
import { useFormat } from '../../i18n/useFormat.ts'
import { Button } from '../../ui/Button.tsx'
import { Tag, type Tone } from '../../ui/Tag.tsx'
import { useOfRoom } from './useRooms.ts'

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

/** Saving that takes less than this is not worth a word, milliseconds. */
const patience = 1_000

/** Whether one's own words are safe. A quick save does not flicker; only changes of state are announced. */
export function SavedMark({ room }: { readonly room: Room }) {
  const { t } = useTranslation()
  const format = useFormat()
  const state = useSteady(useOfRoom(room, ({ state: now }) => now, room.state))
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

/** The state, with "saving" only once it lasts. */
function useSteady(state: RoomState): RoomState {
  const [shown, setShown] = useState(state)
  const saving = state.type === 'saving'
  useEffect(() => {
    if (!saving) return setShown(state)
    const timer = setTimeout(() => setShown({ type: 'saving' }), patience)
    return () => clearTimeout(timer)
  }, [saving, state])
  return saving ? shown : state
}
