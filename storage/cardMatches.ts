import { isAddressed, type CardQuery, type MaterialCard, type Task } from '@glosa/domain/model'

/** Whether a task is one for the person who asks. */
export const taskIsFor = (task: Task, { whos, personId }: Pick<CardQuery, 'whos' | 'personId'>): boolean =>
  !task.except.includes(personId) && isAddressed(task, whos)

/** Newest change first; cards of the same instant by id, so that pages never overlap. */
export const newestFirst = (
  a: Pick<MaterialCard, 'updatedAt' | 'materialId'>,
  b: Pick<MaterialCard, 'updatedAt' | 'materialId'>,
): number => b.updatedAt - a.updatedAt || (a.materialId < b.materialId ? -1 : 1)
