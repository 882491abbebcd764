import type { settlement } from '@glosa/domain/contract'
import type { Settlement } from '@glosa/domain/model'
import type * as z from 'zod'

/** The settlement as the model knows it: an absent reason is left out, not `undefined`. */
export function settlementOf(wire: z.output<typeof settlement>): Settlement {
  if (wire.verdict !== 'accepted') return wire
  return wire.reason === undefined ? { verdict: 'accepted' } : { verdict: 'accepted', reason: wire.reason }
}
