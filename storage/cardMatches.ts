import type { CardQuery, MaterialCard, Task } from '@glosa/domain/model'

/** Who asks for lists: the part of a query that decides what may be seen. */
export type CardReader = Pick<CardQuery, 'personId' | 'unitId' | 'roles'>

/** Whether the audience of a card includes the reader. */
export const audienceIncludes = (audience: MaterialCard['audience'], reader: CardReader): boolean =>
  audience.personIds.includes(reader.personId) ||
  (reader.unitId !== null && audience.unitIds.includes(reader.unitId)) ||
  audience.roles.some((role) => reader.roles.includes(role))

/** Whether a task is one for the reader. */
export const taskIsFor = (task: Task, reader: CardReader): boolean =>
  !task.except.includes(reader.personId) && audienceIncludes(task, reader)

/** Newest change first; cards of the same instant by id, so that pages never overlap. */
export const newestFirst = (
  a: Pick<MaterialCard, 'updatedAt' | 'materialId'>,
  b: Pick<MaterialCard, 'updatedAt' | 'materialId'>,
): number => b.updatedAt - a.updatedAt || (a.materialId < b.materialId ? -1 : 1)
