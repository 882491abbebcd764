import type { CommentId, MaterialId, UnitId } from '@glosa/domain/model'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../api/index.ts'
import { notify } from '../../ui/notify.ts'
import { command } from '../material/command.ts'
import type { MaterialStore } from '../material/materialStore.ts'

/** What the head of a unit does to its set. Each resolves to whether it was done; a refusal has been shown. */
export interface SetActs {
  leaveOut(commentId: CommentId, reason: string): Promise<boolean>
  restore(commentId: CommentId): Promise<boolean>
  merge(commentId: CommentId, commentIds: CommentId[]): Promise<boolean>
  send(wish: { readonly withoutComments: boolean; readonly asLate: boolean }): Promise<boolean>
}

export function useSetActs(store: MaterialStore, unitId: UnitId): SetActs {
  const { t } = useTranslation()
  return useMemo(() => {
    const materialId: MaterialId = store.material.id
    const of = (commentId: CommentId) => ({ params: { materialId, commentId } })
    const done = async (asked: Parameters<typeof command>[2]) => (await command(store, t, asked)) !== null
    return {
      leaveOut: (commentId, reason) => done(call('rejectUnitComment', { ...of(commentId), body: { reason } })),
      restore: (commentId) => done(call('restoreUnitComment', of(commentId))),
      merge: (commentId, commentIds) => done(call('mergeUnitComments', { ...of(commentId), body: { commentIds } })),
      send: async (wish) => {
        const sent = await done(call('sendUnitSet', { params: { materialId, unitId }, body: wish }))
        if (sent) notify({ tone: 'success', text: t('unitSet.done') })
        return sent
      },
    }
  }, [store, t, unitId])
}
