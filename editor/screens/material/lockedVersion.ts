import type { Material, MaterialVersion } from '@glosa/domain/model'

/** The version that a locked material stands at; none while it is worked on. */
export const lockedVersion = ({ state, versions }: Material): MaterialVersion | undefined =>
  state === 'locked' ? versions.at(-1) : undefined
