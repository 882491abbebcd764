import type { DeliveryState } from '@glosa/domain/model'
import type { Tone } from '../../ui/Tag.tsx'

/** The colour that repeats what the state of a delivery says. */
export const deliveryTones: Readonly<Record<DeliveryState, Tone>> = {
  queued: 'neutral',
  prepared: 'brand',
  uncertain: 'warning',
  accepted: 'brand',
  registered: 'success',
  rejected: 'danger',
  'given-up': 'neutral',
}
