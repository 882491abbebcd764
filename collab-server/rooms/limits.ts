/** What one person, socket or room may ask for at most. */
export interface RoomLimits {
  /** Largest frame accepted from a socket. */
  readonly maxFrameBytes: number
  /** Largest single update; one of 3 MB blocks every room of the node for 0.3 s. */
  readonly maxUpdateBytes: number
  /** Largest text, encoded, history included. */
  readonly maxBodyBytes: number
  readonly framesPerSecond: number
  readonly frameBurst: number
  readonly updatesPerSecond: number
  readonly updateBurst: number
  /** Frames of one socket that wait while an earlier one is being saved. */
  readonly maxQueuedFrames: number
  readonly maxQueuedBytes: number
  /** Rows of one text that wait for the log; beyond, writers are sent away to come back later. */
  readonly maxPendingRows: number
  readonly maxPendingBytes: number
  /** Sent to a socket but not drained; beyond, the reader is cut off. */
  readonly maxBufferedBytes: number
  readonly maxSocketsPerPerson: number
  /** Of one address, or of one IPv6 network (`networkOf`). */
  readonly maxSocketsPerAddress: number
  /** Time from connecting to being admitted. */
  readonly knockWaitMs: number
  /** A socket that says nothing for so long, pings included, is dead. */
  readonly silentMs: number
  /** An empty room stays in memory for so long. */
  readonly idleMs: number
  /** Rows after which a snapshot is written; long texts wait longer, since encoding them takes longer. */
  readonly snapshotRows: number
  /** Shortest time between two broadcasts of who is where. */
  readonly presenceMs: number
  readonly maxPresenceBytes: number
  /** Time for the gate rows to become durable; then the gate opens again. */
  readonly gateWaitMs: number
  /** A commit that takes so long is told as an outage. */
  readonly slowCommitMs: number
}

const mebibyte = 1024 * 1024

export const roomLimits: RoomLimits = {
  maxFrameBytes: 4 * mebibyte,
  maxUpdateBytes: 2 * mebibyte,
  maxBodyBytes: 16 * mebibyte,
  framesPerSecond: 100,
  frameBurst: 400,
  updatesPerSecond: 40,
  updateBurst: 200,
  maxQueuedFrames: 512,
  maxQueuedBytes: 4 * mebibyte,
  maxPendingRows: 10_000,
  maxPendingBytes: 32 * mebibyte,
  maxBufferedBytes: 8 * mebibyte,
  maxSocketsPerPerson: 100,
  maxSocketsPerAddress: 2_000,
  knockWaitMs: 10_000,
  silentMs: 75_000,
  idleMs: 30_000,
  snapshotRows: 500,
  presenceMs: 50,
  maxPresenceBytes: 4_096,
  gateWaitMs: 10_000,
  slowCommitMs: 3_000,
}
