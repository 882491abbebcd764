import type { OfficeSettingsView } from '@glosa/domain/contract'
import type { TFunction } from 'i18next'
import { levelName } from '../../comments/levelName.ts'
import type { Format } from '../../i18n/format.ts'
import { codeName } from './codeName.ts'
import { describeTemplate } from './describeTemplate.ts'
import { added, changed, changedList, daysIn, removed, type Difference } from './difference.ts'
import { sayDifference } from './sayDifference.ts'
import { templateName } from './templateName.ts'
import type { SettingsChangeView } from './settingsBefore.ts'

type Settings = OfficeSettingsView['settings']

/** What a change is about, in words: the part of the settings, or the template. */
export function changeTitle(before: Settings, change: SettingsChangeView, t: TFunction): string {
  switch (change.section) {
    case 'template':
      return before.templates.some(({ id }) => id === change.template.id)
        ? t('setting.changed.template', { name: templateName(change.template, t) })
        : t('setting.templates.new', { name: templateName(change.template, t) })
    case 'template-removed': {
      const gone = before.templates.find(({ id }) => id === change.templateId)
      return t('setting.changed.template-removed', { name: gone ? templateName(gone, t) : change.templateId })
    }
    case 'dispute-levels':
      return t('setting.section.disputes')
    case 'code-list':
      return t('setting.changed.code-list', { list: t(`setting.list.${change.list}`) })
    case 'settlement':
    case 'rounds':
    case 'calendar':
      return t(`setting.section.${change.section}`)
  }
}

/**
 * What a change makes other than it was before, a sentence for each difference.
 * @param before the settings that held until the change
 * @returns none when the same values were saved again
 */
export function describeChange(before: Settings, change: SettingsChangeView, t: TFunction, format: Format): string[] {
  return differencesOf(before, change, t, format).map((difference) => sayDifference(difference, t))
}

function differencesOf(settings: Settings, change: SettingsChangeView, t: TFunction, format: Format): Difference[] {
  switch (change.section) {
    case 'template': {
      const old = settings.templates.find(({ id }) => id === change.template.id) ?? null
      return describeTemplate(old, change.template, settings, t)
    }
    case 'template-removed':
      return []
    case 'dispute-levels':
      return levelDifferences(settings.disputeLevels, change.levels, t)
    case 'settlement': {
      const [old, now] = [settings.settlement, change.settlement]
      return [
        ...changed(
          t('setting.settlement.release'),
          t(`setting.release.${old.release}`),
          t(`setting.release.${now.release}`),
        ),
        ...changed(t('setting.settlement.reactionDays'), daysIn(old.reactionDays, t), daysIn(now.reactionDays, t)),
      ]
    }
    case 'rounds':
      return roundDifferences(settings.rounds, change.rounds, t)
    case 'calendar': {
      const [old, now] = [settings.calendar, change.calendar]
      // Noon of the day is the day in every time zone of Europe.
      const shown = (date: string) => format.day(Date.parse(`${date}T12:00:00Z`))
      return [
        ...changed(
          t('setting.calendar.country'),
          t(`setting.country.${old.country}`),
          t(`setting.country.${now.country}`),
        ),
        ...changedList(t('setting.calendar.closedDays'), old.closedDays, now.closedDays, shown),
      ]
    }
    case 'code-list':
      return entryDifferences(settings.codeLists[change.list], change.entries, t)
  }
}

function roundDifferences(old: Settings['rounds'], now: Settings['rounds'], t: TFunction): Difference[] {
  const hour = (value: number) => t('setting.difference.hour', { hour: value })
  const days = (key: 'usualDays' | 'leastDays' | 'remindDays') =>
    changed(t(`setting.rounds.${key}`), daysIn(old[key], t), daysIn(now[key], t))
  return [
    ...days('usualDays'),
    ...days('leastDays'),
    ...changed(t('setting.rounds.hour'), hour(old.hour), hour(now.hour)),
    ...days('remindDays'),
    ...changed(
      t('setting.rounds.consolidation'),
      t(`setting.consolidation.${old.consolidation}`),
      t(`setting.consolidation.${now.consolidation}`),
    ),
    ...changed(
      t('setting.rounds.disclosure'),
      t(`setting.disclosure.${old.disclosure}`),
      t(`setting.disclosure.${now.disclosure}`),
    ),
    ...changed(
      t('setting.rounds.audience'),
      t(`setting.audience.${old.audience}`),
      t(`setting.audience.${now.audience}`),
    ),
  ]
}

type Levels = Settings['disputeLevels']

function levelDifferences(old: Levels, now: Levels, t: TFunction): Difference[] {
  const named = (level: Levels[number]) => {
    const who = levelName({ name: null, decider: level.decider }, t)
    return level.name === null ? who : `${level.name} (${who})`
  }
  const what = t('setting.difference.level')
  return [
    ...old.filter(({ id }) => !now.some((level) => level.id === id)).map((level) => removed(what, named(level))),
    ...now.flatMap((level) => {
      const before = old.find(({ id }) => id === level.id)
      return before ? changed(what, named(before), named(level)) : [added(what, named(level))]
    }),
    ...orderDifference(old, now, ({ id }) => id, named, t),
  ]
}

type Entries = Settings['codeLists']['material-flags']

function entryDifferences(old: Entries, now: Entries, t: TFunction): Difference[] {
  const what = t('setting.difference.entry')
  const named = (entry: Entries[number]) => codeName(entry, t)
  return [
    ...old.filter(({ code }) => !now.some((entry) => entry.code === code)).map((entry) => removed(what, named(entry))),
    ...now.flatMap((entry) => {
      const before = old.find(({ code }) => code === entry.code)
      return before ? changed(what, named(before), named(entry)) : [added(what, named(entry))]
    }),
    ...orderDifference(old, now, ({ code }) => code, named, t),
  ]
}

/** Told when those that stay stand in another order. */
function orderDifference<Item>(
  old: readonly Item[],
  now: readonly Item[],
  keyOf: (item: Item) => string,
  named: (item: Item) => string,
  t: TFunction,
): Difference[] {
  const staying = (items: readonly Item[], others: readonly Item[]) =>
    items.filter((item) => others.some((other) => keyOf(other) === keyOf(item)))
  const [before, after] = [staying(old, now), staying(now, old)]
  if (before.every((item, index) => after[index] !== undefined && keyOf(item) === keyOf(after[index]))) return []
  return [
    { what: t('setting.difference.order'), before: before.map(named).join(', '), after: after.map(named).join(', ') },
  ]
}
