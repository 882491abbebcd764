import {
  changesDeadlines,
  deadlineNotices,
  nextWorkingHour,
  noticesOf,
  peopleWithDeadline,
  setRecent,
  type DeadlineNotices,
  type Instant,
  type KeptNotice,
  type MaterialId,
  type MaterialLog,
  type Notice,
  type NoticeMail,
  type NoticeOffice,
  type NoticeProgress,
  type NoticeSettings,
  type NoticeStore,
  type PersonId,
  type Projections,
  instant,
  type OfficeCalendar,
} from '@glosa/domain/model'
import type { Logger } from 'pino'
import type { Materials } from '../commands/materials.ts'
import type { ReadOffice } from '../commands/notices/desk.ts'
import type { NoticeSettingsOfPeople } from '../commands/notices/settings.ts'

/** What deriving notices works with. */
export interface NoticeWorkerDeps {
  readonly materials: Materials
  readonly materialLog: MaterialLog
  readonly projections: Pick<Projections, 'cardSequences'>
  readonly notices: NoticeStore
  readonly settings: Pick<NoticeSettingsOfPeople, 'of'>
  readonly readOffice: ReadOffice
  readonly now: () => Instant
  /** How long a mail waits for more of the same material; `null` when this office sends no mails. */
  readonly quietMs: number | null
  /** Told of everybody who has something new. */
  readonly told: (personId: PersonId) => void
}

/** Makes notices of what happens to materials. */
export interface NoticeWorker {
  /** Something happened to the material. */
  wake(materialId: MaterialId): void
  /** Resolves when everything that was woken so far is done. */
  idle(): Promise<void>
  /** Looks for materials that fell behind or whose time has come. */
  sweep(): Promise<void>
  /** Tells people of the office itself what `make` finds to tell, once. */
  tellOffice(make: (office: NoticeOffice) => readonly Notice[]): Promise<void>
  /** Stops after the material in progress. */
  close(): Promise<void>
}

/** Materials whose progress is remembered; of the others it is read again. */
const rememberedMaterials = 5_000
/** What happened longer ago is no news: it is not told when an old installation begins to tell. */
const oldestNewsMs = 14 * 86_400_000
/** … and not mailed. */
const oldestMailMs = 3 * 86_400_000

/**
 * Each material is looked at from where its derivation stopped. The notices are kept first, then how
 * far that was; their ids come from the record, so that a kill between makes none twice.
 */
export function createNoticeWorker(deps: NoticeWorkerDeps, log: Logger): NoticeWorker {
  const waiting = new Set<MaterialId>()
  const progress = new Map<MaterialId, NoticeProgress>()
  let running: Promise<void> | null = null
  let isClosed = false

  const work = async (): Promise<void> => {
    for (const materialId of waiting) {
      if (isClosed) return
      waiting.delete(materialId)
      try {
        await derive(materialId)
      } catch (error) {
        // The sweep finds it again: its progress was not kept.
        progress.delete(materialId)
        log.warn({ materialId, err: error }, 'notices could not be made, will be')
      }
    }
  }

  const derive = async (materialId: MaterialId): Promise<void> => {
    const known = progress.get(materialId)
    const after = known?.sequence ?? (await deps.notices.progress()).get(materialId) ?? 0
    const records = await deps.materialLog.read(materialId, after)
    const material = (await deps.materials.load(materialId))?.material
    if (!material) return
    const now = deps.now()
    const { office, calendar } = await deps.readOffice()
    const happened = records
      .filter(({ at }) => at > now - oldestNewsMs)
      .flatMap((record) => noticesOf(record, material, office))
    const isTimely =
      known !== undefined &&
      (known.wakeAt === null || known.wakeAt > now) &&
      !records.some(({ events }) => events.some(changesDeadlines))
    const asked = isTimely ? [] : peopleWithDeadline(material, office)
    const settings = await settingsOf([
      ...happened.map(({ personId }) => personId),
      ...asked,
      material.drafter.personId,
    ])
    const remindDaysOf = (personId: PersonId) => settings.get(personId)?.remindDays ?? null
    const timed: DeadlineNotices = isTimely
      ? { notices: [], wakeAt: known.wakeAt }
      : deadlineNotices(material, now, office, calendar, remindDaysOf)
    const kept = [...happened, ...timed.notices].flatMap((notice): readonly KeptNotice[] => {
      const own = settings.get(notice.personId)
      return own ? keptNotice(notice, own, calendar, now) : []
    })
    const made = { sequence: records.at(-1)?.sequence ?? after, wakeAt: timed.wakeAt }
    const fresh = await deps.notices.take(materialId, made, kept)
    setRecent(progress, materialId, made, rememberedMaterials)
    for (const personId of new Set(fresh.map((notice) => notice.personId))) deps.told(personId)
  }

  const settingsOf = async (people: readonly PersonId[]): Promise<ReadonlyMap<PersonId, NoticeSettings>> => {
    const ids = [...new Set(people)]
    const settings = await Promise.all(ids.map((id) => deps.settings.of(id)))
    return new Map(ids.flatMap((id, index) => (settings[index] ? [[id, settings[index]] as const] : [])))
  }

  const keptNotice = (
    notice: Notice,
    settings: NoticeSettings,
    calendar: OfficeCalendar,
    now: number,
  ): readonly KeptNotice[] => {
    const channel = settings.channels[notice.kind]
    if (channel === 'off') return []
    const isMailed = channel !== 'app' && deps.quietMs !== null && notice.at > now - oldestMailMs
    const mail = isMailed ? waitingMail(notice, channel, settings, calendar, deps.quietMs ?? 0) : null
    return [{ ...notice, readAt: null, mail }]
  }

  const start = () => {
    running ??= work().finally(() => {
      running = null
      if (waiting.size > 0 && !isClosed) start()
    })
  }

  return {
    wake(materialId) {
      waiting.add(materialId)
      start()
    },
    async idle() {
      while (running) await running
    },
    async tellOffice(make) {
      const { office, calendar } = await deps.readOffice()
      const made = make(office)
      const settings = await settingsOf(made.map(({ personId }) => personId))
      const kept = made.flatMap((notice): readonly KeptNotice[] => {
        const own = settings.get(notice.personId)
        return own ? keptNotice(notice, own, calendar, deps.now()) : []
      })
      const fresh = await deps.notices.keep(kept)
      for (const personId of new Set(fresh.map((notice) => notice.personId))) deps.told(personId)
    },
    async sweep() {
      const known = await deps.notices.progress()
      for (const [materialId, sequence] of await deps.projections.cardSequences()) {
        if ((known.get(materialId) ?? 0) < sequence) waiting.add(materialId)
      }
      for (const materialId of await deps.notices.wakesDue(deps.now())) waiting.add(materialId)
      if (waiting.size > 0) start()
    },
    async close() {
      isClosed = true
      await running
    },
  }
}

function waitingMail(
  notice: Notice,
  channel: 'mail' | 'digest',
  { digestHour }: NoticeSettings,
  calendar: OfficeCalendar,
  quietMs: number,
): NoticeMail {
  const dueAt = channel === 'mail' ? instant(notice.at + quietMs) : nextWorkingHour(notice.at, digestHour, calendar)
  return { channel, dueAt, mailId: null, attempts: 0, state: 'waiting', endedAt: null }
}
