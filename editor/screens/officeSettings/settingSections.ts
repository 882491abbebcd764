/** The sections of the settings in the order of the screen. */
export const settingSections = [
  'rounds',
  'settlement',
  'templates',
  'disputes',
  'calendar',
  'lists',
  'history',
] as const
export type SettingSection = (typeof settingSections)[number]
