import { startRelay } from './startRelay.ts'

/** The floor: keeps nothing. */
startRelay((_frame, handOn) => handOn())
