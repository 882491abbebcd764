import { callWith, type Call } from './call.ts'
import { fetchOrTake } from './fetchOrTake.ts'
import { noteReach } from './reach.ts'
import { noteSessionEnded } from './session.ts'
import { confirmAgain } from './stepUp.ts'
import { inTurnOfTabs } from './turnOfTabs.ts'

export type { AskOf } from './call.ts'

/** Asks the server this page came from, as the person who is signed in. */
export const call: Call = callWith({
  fetch: fetchOrTake,
  inTurn: (work) => inTurnOfTabs(work),
  onSessionEnded: noteSessionEnded,
  onReach: noteReach,
  onStepUp: confirmAgain,
})
