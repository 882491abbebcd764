import type { Announcement } from '@glosa/domain/contract'
import { openChannel, type ChannelOptions, type Downtime } from './channel.ts'
import { framesFor } from './frames.ts'
import type { Cancel } from './timing.ts'

export interface Announcements {
  retryNow(): void
  close(): void
}

const keepAlive = 25_000
/** An awareness update about nobody. */
const nobody = new Uint8Array([0])

/** Listens to what happens to a material, without any of its texts. */
export function listenToMaterial(
  options: ChannelOptions & {
    readonly onAnnouncement: (news: Announcement) => void
    readonly onDown: (why: Downtime) => void
  },
): Announcements {
  const frames = framesFor(options.roomName)
  let idle: Cancel = () => {}
  const breathe = () => {
    channel.send(frames.awareness(nobody))
    idle = options.timing.after(keepAlive, breathe)
  }
  const channel = openChannel(options, {
    admitted: (admission) => {
      idle()
      idle = options.timing.after(keepAlive, breathe)
      options.onAnnouncement(admission)
    },
    announced: options.onAnnouncement,
    frame: () => {},
    down: (why) => {
      idle()
      options.onDown(why)
    },
  })
  return {
    retryNow: () => channel.retryNow(),
    close: () => {
      idle()
      channel.close()
    },
  }
}
