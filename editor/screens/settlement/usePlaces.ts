import { BodyIndex, bodyFragment, citationAt, numberBlocks, readBody, resolveAnchors } from '@glosa/domain/body'
import { isRefused, type BodyId, type Material, type MaterialId, type MaterialVersion } from '@glosa/domain/model'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import type * as Y from 'yjs'
import { reading } from '../../api/index.ts'
import type { RoomKeeper } from '../../connection/index.ts'
import { lockedVersion } from '../material/lockedVersion.ts'
import { readFrozenVersion } from '../material/readFrozenVersion.ts'
import { placesOfVersion, type Places } from './placesOfVersion.ts'

const pause = 500

/**
 * Cites the places of all comments: from the live texts, a little behind the typing, or from the locked version, whose texts
 * have no rooms.
 */
export function usePlaces(rooms: RoomKeeper, material: Material): Places {
  const version = lockedVersion(material)
  const live = useLivePlaces(version ? null : rooms, material)
  const locked = useLockedPlaces(material.id, version)
  return version ? locked : live
}

function useLockedPlaces(materialId: MaterialId, version: MaterialVersion | undefined): Places {
  const request = { params: { materialId, version: version?.number ?? 1 } }
  const { data } = useQuery({ ...reading('readVersion', request), staleTime: Infinity, enabled: version !== undefined })
  return useMemo(() => (data ? placesOfVersion(readFrozenVersion(data)) : new Map()), [data])
}

/** @param rooms `null` while nothing is to be followed */
function useLivePlaces(rooms: RoomKeeper | null, material: Material): Places {
  const [places, setPlaces] = useState<Places>(new Map())
  useEffect(() => {
    if (!rooms) return
    const stops = material.parts.flatMap((part) => {
      if (part.form !== 'body') return []
      const room = rooms.enter(part.bodyId)
      let timer: ReturnType<typeof setTimeout> | undefined
      const read = () => {
        timer = undefined
        if (!room.loaded) return
        const found = placesIn(room.ydoc, part.bodyId, material)
        setPlaces((before) => new Map([...before, ...found]))
      }
      const soon = () => {
        timer ??= setTimeout(read, pause)
      }
      room.ydoc.on('update', soon)
      const unsubscribe = room.subscribe(soon)
      read()
      return [
        () => {
          clearTimeout(timer)
          room.ydoc.off('update', soon)
          unsubscribe()
        },
      ]
    })
    return () => {
      for (const stop of stops) stop()
    }
  }, [rooms, material])
  return places
}

/** The places of the comments on one text, in the order of the comments. */
function placesIn(ydoc: Y.Doc, bodyId: BodyId, material: Material): Places {
  const doc = readBody(ydoc)
  if (isRefused(doc)) return new Map()
  const blocks = numberBlocks(doc)
  const passages = [...material.comments.values()].flatMap(({ id, place }) =>
    (place.at === 'passage' || place.at === 'table') && place.anchor.bodyId === bodyId
      ? [{ id, anchor: place.anchor }]
      : [],
  )
  const ranges = resolveAnchors(
    ydoc,
    passages.map(({ anchor }) => anchor),
    new BodyIndex(bodyFragment(ydoc)),
  )
  return new Map(
    passages.map(({ id }, index) => {
      const range = ranges[index]
      return [id, !range || range === 'gone' ? 'gone' : citationAt(blocks, range.from)]
    }),
  )
}
