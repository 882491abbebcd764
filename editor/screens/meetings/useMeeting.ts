import { parseMaterialId, type MeetingId } from '@glosa/domain/model'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { forget, reading, useReached, watchReach } from '../../api/index.ts'
import { listenToRoom } from '../material/listenToRoom.ts'

/** How often a meeting is asked for that nobody tells of, milliseconds. */
const pollEvery = 15_000

/** The meeting as it is now: asked for again when its room tells of a change, and by the clock while it tells nothing. */
export function useMeeting(meetingId: MeetingId) {
  const isTold = useAnnounced(meetingId)
  const reached = useReached()
  return useQuery({
    ...reading('readMeeting', { params: { meetingId } }),
    refetchInterval: isTold && reached ? false : pollEvery,
    refetchOnMount: 'always',
  })
}

/** Listens to the meeting; whether it is told of changes now. */
function useAnnounced(meetingId: MeetingId): boolean {
  const [isTold, setTold] = useState(false)
  useEffect(() => {
    // Rooms are named by the id of what they are about.
    const roomId = parseMaterialId(meetingId)
    if (!roomId) return
    const room = listenToRoom(
      roomId,
      (news) => {
        if (news.type === 'notices') void forget('listNotices')
        if (news.type === 'admitted') setTold(true)
        // What happened while nobody listened is asked for as well.
        if (news.type === 'admitted' || news.type === 'meeting') void forget('readMeeting', 'listMeetings', 'listTasks')
      },
      () => {
        setTold(false)
        void forget('readMeeting')
      },
    )
    const unwatch = watchReach((reached) => {
      if (!reached) return
      room.retryNow()
      // What was shown meanwhile came from the copy on this device.
      void forget('readMeeting')
    })
    return () => {
      unwatch()
      room.close()
    }
  }, [meetingId])
  return isTold
}
