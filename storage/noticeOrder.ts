import type { Notice } from '@glosa/domain/model'

/** Newest first; of one instant by id, so that pages never overlap. */
export const newestNotice = (a: Pick<Notice, 'at' | 'id'>, b: Pick<Notice, 'at' | 'id'>): number =>
  b.at - a.at || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
