export { call, type AskOf } from './browser.ts'
export { addressOf, callWith, keptHeader, type AskedAct, type Call } from './call.ts'
export { CallFailed, isFailure, isOffline, offline, UnreadableAnswer, type Offline, type Outcome } from './outcome.ts'
export { orThrow } from './orThrow.ts'
export { readMaterial, startReading } from './headStart.ts'
export { postBytes } from './postBytes.ts'
export { problemKey } from './problemKey.ts'
export { answers, forget, reading, type ReadName } from './queries.ts'
export { useReached, watchReach } from './reach.ts'
export { saveFile } from './saveFile.ts'
export {
  actorOf,
  currentSession,
  noteSessionEnded,
  noteSignedIn,
  useSession,
  useSessionState,
  watchSession,
  type SessionState,
} from './session.ts'
export { useStepUp, type StepUp } from './stepUp.ts'
export { useAct } from './useAct.ts'
