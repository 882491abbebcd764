import { createHash, timingSafeEqual } from 'node:crypto'
import {
  applyNoticeSettings,
  changeNoticeSettings,
  defaultNoticeSettings,
  isRefused,
  parsePersonId,
  stampOf,
  type Actor,
  type Instant,
  type NoticeSettings,
  type NoticeSettingsChange,
  type NoticeSettingsEvent,
  type OfficeLog,
  type PersonId,
  type Refused,
  type Sha256,
} from '@glosa/domain/model'
import { createOfficeStream } from '../officeStream.ts'

/** How people want to be told, each in their own log. */
export interface NoticeSettingsOfPeople {
  of(personId: PersonId): Promise<NoticeSettings>
  change(actor: Actor, change: NoticeSettingsChange): Promise<NoticeSettings | Refused>
  /** @returns the new secret of the actor's calendar; the one before ends */
  renewFeed(actor: Actor): Promise<string | Refused>
  endFeed(actor: Actor): Promise<null | Refused>
  /** Whose calendar the secret opens; `null` for none. */
  personOfFeed(token: string): Promise<PersonId | null>
}

/** @param newSecret 32 random bytes, base64url */
export function createNoticeSettings(deps: {
  readonly officeLog: OfficeLog
  readonly now: () => Instant
  readonly newSecret: () => string
}): NoticeSettingsOfPeople {
  const stream = createOfficeStream<NoticeSettings, NoticeSettingsEvent>(deps, {
    empty: () => defaultNoticeSettings,
    apply: (settings, { events, at }) => events.reduce((next, event) => applyNoticeSettings(next, event, at), settings),
  })
  const of = async (personId: PersonId) => (await stream.load(logOf(personId))).state
  const append = async (
    actor: Actor,
    decide: (settings: NoticeSettings) => readonly NoticeSettingsEvent[],
  ): Promise<NoticeSettings | Refused> => {
    const done = await stream.decideAndAppend(stampOf(actor), logOf(actor.personId), decide)
    return isRefused(done) ? done : done.state
  }
  return {
    of,
    change: (actor, change) => append(actor, (settings) => changeNoticeSettings(settings, change)),
    async renewFeed(actor) {
      const token = `${Buffer.from(actor.personId).toString('base64url')}.${deps.newSecret()}`
      const done = await append(actor, () => [{ type: 'calendar-feed-renewed', hash: hashOf(token) }])
      return isRefused(done) ? done : token
    },
    async endFeed(actor) {
      const done = await append(actor, ({ feed }) => (feed ? [{ type: 'calendar-feed-ended' }] : []))
      return isRefused(done) ? done : null
    },
    async personOfFeed(token) {
      const [owner = ''] = token.split('.')
      const personId = parsePersonId(Buffer.from(owner, 'base64url').toString('utf8'))
      const feed = personId && (await of(personId)).feed
      if (!feed) return null
      return timingSafeEqual(Buffer.from(feed.hash), Buffer.from(hashOf(token))) ? personId : null
    },
  }
}

const logOf = (personId: PersonId): string => `person:${personId}`

const hashOf = (token: string): Sha256 => createHash('sha256').update(token).digest('hex') as Sha256
