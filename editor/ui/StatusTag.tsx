import type { MaterialState } from '@glosa/domain/model'
import { useTranslation } from 'react-i18next'
import { Tag, type Tone } from './Tag.tsx'

const tones: Readonly<Record<MaterialState, Tone>> = {
  draft: 'neutral',
  'in-review': 'brand',
  settling: 'warning',
  locked: 'success',
}

/** The state of a material in words. */
export function StatusTag({ state }: { readonly state: MaterialState }) {
  const { t } = useTranslation()
  return <Tag tone={tones[state]}>{t(`state.${state}`)}</Tag>
}
