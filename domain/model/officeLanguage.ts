import { defaultSettings, type CalendarCountry, type OfficeSettings } from './officeSettings.ts'

/** Languages that an office may work in; Glosa is complete in each. */
export const officeLanguages = ['cs', 'en', 'pl', 'sk'] as const

/** What the office writes to people in, unless they chose otherwise, and what its materials are written in. */
export type OfficeLanguage = (typeof officeLanguages)[number]

/** English is nobody's office language around here: such an office keeps the calendar it would have had. */
const countries: Readonly<Record<OfficeLanguage, CalendarCountry>> = { cs: 'cs', en: 'cs', pl: 'pl', sk: 'sk' }

/** What holds in an office of this language before anybody sets anything: public holidays are those of its country. */
export const usualSettings = (language: OfficeLanguage): OfficeSettings => ({
  ...defaultSettings,
  calendar: { ...defaultSettings.calendar, country: countries[language] },
})
