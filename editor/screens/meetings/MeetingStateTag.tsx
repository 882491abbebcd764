import type { MeetingState } from '@glosa/domain/model'
import { useTranslation } from 'react-i18next'
import { Tag, type Tone } from '../../ui/Tag.tsx'

const tones: Readonly<Record<MeetingState, Tone>> = {
  planned: 'neutral',
  convened: 'brand',
  held: 'warning',
  closed: 'success',
  cancelled: 'danger',
}

/** The state of a meeting in words. */
export function MeetingStateTag({ state }: { readonly state: MeetingState }) {
  const { t } = useTranslation()
  return <Tag tone={tones[state]}>{t(`meeting.state.${state}`)}</Tag>
}
