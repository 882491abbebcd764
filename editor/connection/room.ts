import { Awareness, applyAwarenessUpdate, encodeAwarenessUpdate, removeAwarenessStates } from 'y-protocols/awareness'
import * as Y from 'yjs'
import type { Announcement } from '@glosa/domain/contract'
import { openChannel, type Admitted, type ChannelOptions, type Downtime } from './channel.ts'
import { framesFor, type Frame } from './frames.ts'
import { lateWords } from './lateWords.ts'
import type { RoomState } from './roomState.ts'
import type { Cancel } from './timing.ts'

export interface RoomOptions extends ChannelOptions {
  /** A fresh, empty document: nobody may have written into it. */
  readonly ydoc: Y.Doc
  /** Hears what the server announces in this room, the admission included. */
  readonly onAnnouncement?: (news: Announcement) => void
}

/** One live text, connected. */
export interface Room {
  readonly ydoc: Y.Doc
  readonly awareness: Awareness
  readonly state: RoomState
  /** Whether the person may type now; words typed while offline wait and are sent later. */
  readonly editable: boolean
  /** Whether the text has come from the server at least once. */
  readonly loaded: boolean
  /** Sequence number of the body at the last admission. */
  readonly bodySequence: number
  /** How many own changes are not yet durable. */
  readonly unsaved: number
  /** Calls on every change of the properties above. */
  subscribe(listener: () => void): Cancel
  /** Sends at once what waits for the next frame, e.g. before the page goes. */
  flush(): void
  retryNow(): void
  close(): void
}

/** A sent update without an answer for this long means that the connection is dead, milliseconds. */
const answerPatience = 20_000
const awarenessPause = 100
/** The server cuts off who is silent for a minute. */
const keepAlive = 25_000

/**
 * Keeps a text in step with its room. Own updates are sent once per frame and counted until the
 * server says that each is durable; a connection that was lost sends again what has no answer
 * (twice the same update is once in the text). After a refusal nothing more is sent: the
 * document has words that nobody else will ever have.
 */
export function connectRoom(options: RoomOptions): Room {
  const { ydoc, timing, roomName } = options
  const awareness = new Awareness(ydoc)
  const frames = framesFor(roomName)
  const fromServer = { room: roomName }
  const listeners = new Set<() => void>()

  let waiting: Uint8Array[] = []
  let sent: Uint8Array[] = []
  let incoming: Uint8Array[] = []
  let presence: Uint8Array[] = []
  let up = false
  let synced = false
  let loaded = false
  let mayEdit = false
  let gateClosed = false
  let storageAvailable = true
  let bodySequence = 0
  let savedAt: number | null = null
  let down: Downtime = 'lost'
  let rejected: Extract<RoomState, { type: 'rejected' }> | null = null
  let closed = false
  let state: RoomState = { type: 'connecting' }
  let editable = false
  let flushing: Cancel | null = null
  let receiving: Cancel | null = null
  let gesturing: Cancel | null = null
  let patience: Cancel = () => {}
  let idle: Cancel = () => {}

  const unsaved = () => waiting.length + sent.length

  const stateNow = (): RoomState => {
    if (rejected) return rejected
    if (!up) {
      if (down === 'session-ended') return { type: 'session-ended', unsaved: unsaved() }
      if (down === 'not-admitted') return { type: 'not-admitted' }
      return loaded ? { type: 'offline', unsaved: unsaved() } : { type: 'connecting' }
    }
    if (!synced) return loaded ? { type: 'offline', unsaved: unsaved() } : { type: 'connecting' }
    if (gateClosed) return { type: 'locked' }
    if (!storageAvailable) return { type: 'storage-away', unsaved: unsaved() }
    if (unsaved() > 0) return { type: 'saving' }
    return mayEdit ? { type: 'saved', at: savedAt } : { type: 'read-only' }
  }

  const changed = () => {
    const next = stateNow()
    const nextEditable = loaded && mayEdit && !gateClosed && storageAvailable && !rejected && !closed
    const same = JSON.stringify(next) === JSON.stringify(state) && nextEditable === editable
    state = next
    editable = nextEditable
    if (!same) for (const listener of listeners) listener()
  }

  const reject = (code: string) => {
    if (rejected) return
    rejected = { type: 'rejected', code, words: lateWords([...sent, ...waiting]) }
    waiting = []
    sent = []
    stop()
    changed()
  }

  const flush = () => {
    flushing?.()
    flushing = null
    if (!up || !synced || gateClosed || !storageAvailable || rejected || waiting.length === 0) return
    const update = Y.mergeUpdates(waiting)
    waiting = []
    sent.push(update)
    channel.send(frames.update(update))
    patience()
    patience = timing.after(answerPatience, () => {
      if (sent.length > 0) channel.reopen()
    })
    changed()
  }

  const receive = () => {
    receiving?.()
    receiving = null
    const updates = incoming
    const states = presence
    incoming = []
    presence = []
    const [first, ...more] = updates
    if (first) Y.applyUpdate(ydoc, more.length > 0 ? Y.mergeUpdates(updates) : first, fromServer)
    for (const update of states) applyAwarenessUpdate(awareness, update, fromServer)
  }

  const onLocalUpdate = (update: Uint8Array, origin: unknown) => {
    if (origin === fromServer || rejected || closed) return
    waiting.push(update)
    flushing ??= timing.nextFrame(flush)
    changed()
  }

  const onGesture = (_change: unknown, origin: unknown) => {
    if (origin === fromServer || !up) return
    gesturing ??= timing.after(awarenessPause, () => {
      gesturing = null
      sendPresence()
    })
  }

  const sendPresence = () => {
    idle()
    if (!up || closed) return
    const update = encodeAwarenessUpdate(awareness, [awareness.clientID])
    channel.send(frames.awareness(update))
    idle = timing.after(keepAlive, sendPresence)
  }

  const admit = (admission: Admitted) => {
    up = true
    synced = false
    gateClosed = false
    storageAvailable = true
    mayEdit = admission.mayEdit
    bodySequence = admission.bodySequence
    if (unsaved() > 0 && !mayEdit) return reject('material-locked')
    takeClientId(admission.clientId)
    // Sent without an answer: nobody knows, so the same again.
    waiting = [...sent, ...waiting]
    sent = []
    channel.send(frames.step1(Y.encodeStateVector(ydoc)))
    sendPresence()
    changed()
  }

  const takeClientId = (clientId: number) => {
    if (awareness.clientID !== clientId) {
      const mine = awareness.getLocalState()
      removeAwarenessStates(awareness, [awareness.clientID], fromServer)
      awareness.clientID = clientId
      // Twice: a new client id starts with the clock 0, which others pass over.
      for (let clock = 0; mine && clock < 2; clock += 1) awareness.setLocalState(mine)
    }
    ydoc.clientID = clientId
  }

  const onFrame = (frame: Frame) => {
    if (rejected) return
    switch (frame.type) {
      case 'step2':
        incoming.push(frame.update)
        receive()
        synced = true
        // Nobody writes before: Yjs writes every change anew for whoever listens, the whole text at first.
        if (!loaded) ydoc.on('update', onLocalUpdate)
        loaded = true
        flush()
        return changed()
      case 'update':
        incoming.push(frame.update)
        receiving ??= timing.nextFrame(receive)
        return
      case 'awareness':
        presence.push(frame.update)
        receiving ??= timing.nextFrame(receive)
        return
      case 'status':
        return onAnswer(frame.accepted)
      case 'authenticated':
        // Sent again when the right changes while connected.
        if (up && frame.readOnly) mayEdit = false
        return changed()
      default:
        return
    }
  }

  const onAnswer = (accepted: boolean) => {
    if (sent.length === 0) return
    if (!accepted) return reject(gateClosed ? 'gate-closed' : 'not-permitted')
    sent.shift()
    if (sent.length === 0) patience()
    if (unsaved() === 0) savedAt = timing.now()
    changed()
  }

  const onNews = (news: Announcement) => {
    if (rejected) return
    switch (news.type) {
      case 'right':
        mayEdit = news.mayEdit
        if (!mayEdit && waiting.length > 0 && sent.length === 0) reject('not-permitted')
        break
      case 'gate':
        gateClosed = news.closed
        break
      case 'storage':
        storageAvailable = news.available
        break
      case 'refused':
        reject(news.code)
        break
      case 'record':
        if (news.record.events.some((event) => event.type === 'material-locked')) {
          gateClosed = true
          // What was sent has its answer on the way; what was not sent has nowhere to go.
          if (waiting.length > 0) reject('material-locked')
        }
        break
      case 'admitted':
        break
    }
    flush()
    changed()
    options.onAnnouncement?.(news)
  }

  const onDown = (why: Downtime) => {
    up = false
    synced = false
    down = why
    patience()
    idle()
    const others = [...awareness.getStates().keys()].filter((id) => id !== awareness.clientID)
    removeAwarenessStates(awareness, others, fromServer)
    if (why === 'violation' && unsaved() > 0) reject('update-undecodable')
    if (why === 'not-admitted' && unsaved() > 0) reject('not-permitted')
    changed()
  }

  const stop = () => {
    flushing?.()
    receiving?.()
    gesturing?.()
    patience()
    idle()
    ydoc.off('update', onLocalUpdate)
    awareness.off('update', onGesture)
    channel.close()
    up = false
  }

  awareness.on('update', onGesture)
  const channel = openChannel(options, {
    admitted: (admission) => {
      admit(admission)
      options.onAnnouncement?.(admission)
    },
    announced: onNews,
    frame: onFrame,
    down: onDown,
  })

  return {
    ydoc,
    awareness,
    get state() {
      return state
    },
    get editable() {
      return editable
    },
    get loaded() {
      return loaded
    },
    get bodySequence() {
      return bodySequence
    },
    get unsaved() {
      return unsaved()
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    flush,
    retryNow: () => channel.retryNow(),
    close: () => {
      if (closed) return
      flush()
      awareness.setLocalState(null)
      sendPresence()
      closed = true
      stop()
      awareness.destroy()
    },
  }
}
