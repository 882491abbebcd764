import { useSyncExternalStore, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Room } from '../../connection/index.ts'
import { Avatars } from '../../ui/Avatar.tsx'

interface Present {
  readonly id: string
  readonly name: string
  readonly colour?: string
}

/** Who has the text open now, each person once. */
export function Presence({ room }: { readonly room: Room }) {
  const { t } = useTranslation()
  const watch = useMemo(() => watchPresence(room), [room])
  const people = useSyncExternalStore(watch.subscribe, watch.read)
  if (people.length === 0) return null
  return <Avatars label={t('material.present', { names: people.map(({ name }) => name).join(', ') })} people={people} />
}

function watchPresence({ awareness }: Room) {
  let known: readonly Present[] = []
  const read = () => {
    const people = new Map<string, Present>()
    for (const state of awareness.getStates().values()) {
      const person = presentOf(state)
      if (person) people.set(person.id, person)
    }
    const next = [...people.values()].sort((a, b) => a.name.localeCompare(b.name))
    if (next.length !== known.length || next.some(({ id, name }, i) => id !== known[i]?.id || name !== known[i].name)) {
      known = next
    }
    return known
  }
  return {
    read,
    subscribe: (listener: () => void) => {
      awareness.on('change', listener)
      return () => awareness.off('change', listener)
    },
  }
}

/** The person of an awareness state; the server has stamped it from the session. */
function presentOf(state: Readonly<Record<string, unknown>>): Present | null {
  const user: unknown = state['user'] ?? state['person']
  if (typeof user !== 'object' || user === null) return null
  const name = 'name' in user ? user.name : 'displayName' in user ? user.displayName : null
  if (typeof name !== 'string' || name === '') return null
  const id = 'id' in user ? user.id : 'personId' in user ? user.personId : name
  const colour = 'color' in user ? user.color : null
  return {
    id: typeof id === 'string' ? id : name,
    name,
    ...(typeof colour === 'string' && /^#[0-9a-f]{6}$/i.test(colour) ? { colour } : {}),
  }
}
