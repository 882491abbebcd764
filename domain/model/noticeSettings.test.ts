import { describe, expect, it } from 'vitest'
import {
  applyNoticeSettings,
  changeNoticeSettings,
  defaultNoticeSettings,
  type NoticeSettings,
  type NoticeSettingsChange,
} from './noticeSettings.ts'
import { noticeKinds } from './notices.ts'
import { instant } from './time.ts'
import type { Sha256 } from './ids.ts'

const changed = (settings: NoticeSettings, change: NoticeSettingsChange): NoticeSettings =>
  changeNoticeSettings(settings, change).reduce((next, event) => applyNoticeSettings(next, event, instant(1)), settings)

describe('how a person wants to be told', () => {
  it('[NO12] has a channel for every kind before anybody says anything', () => {
    expect(Object.keys(defaultNoticeSettings.channels).toSorted()).toEqual([...noticeKinds].toSorted())
    expect(defaultNoticeSettings.channels.invited).toBe('mail')
    expect(defaultNoticeSettings.channels['unit-invited']).toBe('app')
  })

  it('[NO12] changes only what is named, and the same again is no event', () => {
    const once = changed(defaultNoticeSettings, { channels: { invited: 'digest' }, digestHour: 6, language: 'en' })
    expect(once.channels).toEqual({ ...defaultNoticeSettings.channels, invited: 'digest' })
    expect([once.digestHour, once.language, once.remindDays]).toEqual([6, 'en', null])
    expect(changeNoticeSettings(once, { channels: { invited: 'digest' }, digestHour: 6, language: 'en' })).toEqual([])
    expect(changed(once, { remindDays: 0 }).remindDays).toBe(0)
    expect(changed(changed(once, { remindDays: 3, language: null }), { remindDays: null })).toEqual({
      ...once,
      language: null,
    })
  })

  it('[NO12] passes over events of others in the same log', () => {
    expect(applyNoticeSettings(defaultNoticeSettings, { type: 'note-written' }, instant(1))).toBe(defaultNoticeSettings)
  })

  it('[NO12] keeps of a calendar address its hash, until it is renewed or ended', () => {
    const hash = 'a'.repeat(64) as Sha256
    const renewed = applyNoticeSettings(defaultNoticeSettings, { type: 'calendar-feed-renewed', hash }, instant(7))
    expect(renewed.feed).toEqual({ hash, since: instant(7) })
    expect(applyNoticeSettings(renewed, { type: 'calendar-feed-ended' }, instant(8)).feed).toBeNull()
  })
})
