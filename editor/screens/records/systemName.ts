import type { TFunction } from 'i18next'

/** A records system as people call it: the folder that is there without any settings has a name for machines only. */
export const systemName = (label: string, t: TFunction): string =>
  label === 'folder' ? t('records.kind.folder') : label
