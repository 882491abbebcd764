declare const brand: unique symbol
/** Milliseconds since 1970-01-01 UTC. */
export type Instant = number & { readonly [brand]: 'Instant' }
export const instant = (ms: number): Instant => ms as Instant
