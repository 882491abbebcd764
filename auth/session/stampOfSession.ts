import type { PersonStamp, SessionRow } from '@glosa/domain/model'

/** The person of a session as they sign what they do. */
export const stampOfSession = ({ person, unitName }: Pick<SessionRow, 'person' | 'unitName'>): PersonStamp => ({
  personId: person.id,
  displayName: person.displayName,
  unitId: person.unitId,
  unitName,
})
