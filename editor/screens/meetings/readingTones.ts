import type { ReadingState } from '@glosa/domain/model'
import type { Tone } from '../../ui/Tag.tsx'

/** The colour that goes with how far something was read. */
export const readingTones: Readonly<Record<ReadingState, Tone>> = {
  unread: 'neutral',
  begun: 'brand',
  read: 'success',
  changed: 'warning',
}
