import { closeCodes } from '@glosa/domain/contract'
import type { SessionId } from '@glosa/domain/model'
import type { Desks } from './desks.ts'
import type { Guest } from './guest.ts'
import type { RoomClock } from './clock.ts'
import type { LiveText } from './liveText.ts'
import type { RoomLimits } from './limits.ts'
import type { RoomRegistry } from './registry.ts'
import type { RoomsSetting } from './setting.ts'

/** Between two sweeps; a session revoked elsewhere is noticed within it. */
const sweepMs = 900
/** The stock provider reconnects when it hears nothing for 30 s. */
const pingMs = 15_000
const sessionsPerSweep = 100
const rememberEndedMs = 60_000
/** Texts are looked after in so many goes between two sweeps, so long after each other: five hundred at once take 40 ms. */
const goesPerSweep = 30
const goMs = 25
const fewTexts = 8

/** Looks after everything that nobody asks about: dead and slow sockets, sessions that ended, snapshots. */
export class Sweep {
  readonly #setting: RoomsSetting
  readonly #clock: RoomClock
  readonly #limits: RoomLimits
  readonly #registry: RoomRegistry
  readonly #desks: Desks
  readonly #guests: ReadonlySet<Guest>
  readonly #endedSessions: Map<SessionId, number>
  readonly #unasked: SessionId[] = []
  readonly #unattended: LiveText[] = []
  #cancel: (() => void) | null = null
  #cancelGo: (() => void) | null = null
  #savingSnapshots = false

  constructor(
    setting: RoomsSetting,
    clock: RoomClock,
    limits: RoomLimits,
    registry: RoomRegistry,
    desks: Desks,
    guests: ReadonlySet<Guest>,
    endedSessions: Map<SessionId, number>,
  ) {
    this.#setting = setting
    this.#clock = clock
    this.#limits = limits
    this.#registry = registry
    this.#desks = desks
    this.#guests = guests
    this.#endedSessions = endedSessions
    this.#next()
  }

  stop(): void {
    this.#cancel?.()
    this.#cancel = null
    this.#cancelGo?.()
    this.#cancelGo = null
  }

  #next(): void {
    this.#cancel = this.#clock.after(sweepMs, () => {
      this.#next()
      this.#sweep()
    })
  }

  #sweep(): void {
    const now = this.#clock.now()
    for (const guest of [...this.#guests]) this.#lookAt(guest, now)
    this.#lookAfterTexts()
    for (const [sessionId, at] of this.#endedSessions) {
      if (now - at > rememberEndedMs) this.#endedSessions.delete(sessionId)
    }
    this.#desks.endSubstitutions(now)
    this.#askSessions()
    void this.#saveSnapshots()
  }

  #lookAfterTexts(): void {
    if (this.#unattended.length > 0) return
    for (const { text } of this.#registry.all()) if (text?.unattended) this.#unattended.push(text)
    if (this.#unattended.length > 0) this.#lookAfterSome(Math.max(fewTexts, this.#unattended.length / goesPerSweep))
  }

  #lookAfterSome(count: number): void {
    this.#cancelGo = null
    for (const text of this.#unattended.splice(0, Math.ceil(count))) text.lookAfter()
    if (this.#unattended.length > 0) this.#cancelGo = this.#clock.after(goMs, () => this.#lookAfterSome(count))
  }

  #lookAt(guest: Guest, now: number): void {
    const undrained = guest.undrainedBytes
    if (guest.phase !== 'inside') {
      if (now - guest.since > this.#limits.knockWaitMs) guest.end(closeCodes.notAdmitted, 'not-signed-in')
    } else if (undrained > this.#limits.maxBufferedBytes + guest.undrainedAllowance) {
      const { materialId } = guest.knock
      this.#setting.log.warn({ event: 'too-slow', materialId, undrained }, 'a reader did not drain and was cut off')
      guest.cut(closeCodes.tooSlow, 'too-slow')
    } else if (now - guest.heardAt > this.#limits.silentMs) {
      guest.cut(closeCodes.tooSlow, 'silent')
    } else {
      if (undrained === 0) guest.undrainedAllowance = 0
      if (now - guest.heardAt > pingMs) guest.ping()
      if (guest.spoken) guest.spokenAt = now
      else if (guest.room && now - guest.spokenAt > pingMs) guest.send(guest.room.frames.aliveStill)
      guest.spoken = false
    }
  }

  #askSessions(): void {
    const { sessionOpen } = this.#setting
    if (!sessionOpen) return
    if (this.#unasked.length === 0) this.#unasked.push(...this.#desks.sessions())
    for (const sessionId of this.#unasked.splice(0, sessionsPerSweep)) {
      sessionOpen(sessionId).then(
        (open) => {
          if (open === 'suspended') this.#desks.suspendSession(sessionId)
          else if (!open) this.#desks.endSession(sessionId)
        },
        (error: unknown) => {
          // An outage ends nobody's session.
          this.#setting.log.warn({ event: 'session-unknown', error: String(error) }, 'a session could not be checked')
        },
      )
    }
  }

  /** One after the other: encoding takes the time of everybody in every room. */
  async #saveSnapshots(): Promise<void> {
    if (this.#savingSnapshots) return
    this.#savingSnapshots = true
    for (const room of [...this.#registry.all()]) {
      if (room.text?.wantsSnapshot && !room.text.outage) await this.#registry.saveSnapshot(room)
    }
    this.#savingSnapshots = false
  }
}
