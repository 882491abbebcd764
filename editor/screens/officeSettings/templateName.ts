import type { TemplateSetting } from '@glosa/domain/model'
import type { TFunction } from 'i18next'

/** A template in words: the office’s own name, else that of what it is a variant of. */
export const templateName = ({ name, base }: Pick<TemplateSetting, 'name' | 'base'>, t: TFunction): string =>
  name ?? t(`template.${base}`)
