/** Why a delivery does not go on, as far as people can do something about it; the words of the other side stand beside. */
export const deliveryProblems = [
  /** Nothing was sent: no connection. */
  'unreachable',
  /** It left and no answer came: it is asked for before it is sent again. */
  'answer-lost',
  /** Signing in failed, or the right is missing. */
  'access-refused',
  'busy',
  /** The other side answers what its interface does not know. */
  'answer-unclear',
  /** It failed in itself. */
  'system-failed',
  /** It says no to this version for good. */
  'refused',
  /** Under our name lies, or reads back, something else than was sent. */
  'other-bytes',
  'record-gone',
  /** Somebody else has the record in hand. */
  'record-controlled',
  /** Handed over; the receipt is outstanding. */
  'receipt-awaited',
  'receipt-unreadable',
  /** The folder, server or store cannot be used. */
  'place-unusable',
  /** The settings name what is not there. */
  'settings-wrong',
  /** The package cannot be made: printing, the seal or an attached file. */
  'not-prepared',
] as const
export type DeliveryProblem = (typeof deliveryProblems)[number]
