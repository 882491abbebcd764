import type { CommentId, Settlement } from '@glosa/domain/model'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../api/index.ts'
import { notify } from '../../ui/notify.ts'
import { command } from '../material/command.ts'
import type { MaterialStore } from '../material/materialStore.ts'

/** What can be done to many comments at once. Each resolves to whether it was done; a refusal has been shown. */
export interface SettlementActs {
  settleMany(commentIds: readonly CommentId[], settlement: Settlement, applyWording: boolean): Promise<boolean>
  /** @param commentIds `null` for all that are prepared */
  release(commentIds: readonly CommentId[] | null, count: number): Promise<boolean>
  sendBack(commentIds: readonly CommentId[], reason: string): Promise<boolean>
  acknowledge(commentIds: readonly CommentId[], reason: string): Promise<boolean>
  link(first: CommentId, duplicates: readonly CommentId[]): Promise<boolean>
  unlink(commentId: CommentId): Promise<boolean>
}

/** The acts of the settlement table, done by the server and waited for until they are on the page. */
export function useSettlementActs(store: MaterialStore): SettlementActs {
  const { t } = useTranslation()
  return useMemo(() => {
    const params = { materialId: store.material.id }
    const done = async (asked: Parameters<typeof command>[2], text: string) => {
      const isDone = (await command(store, t, asked)) !== null
      if (isDone) notify({ tone: 'success', text })
      return isDone
    }
    return {
      settleMany: (ids, settlement, applyWording) =>
        done(
          call('settleComments', { params, body: { commentIds: [...ids], settlement, applyWording } }),
          t('settlement.settledMany', { count: ids.length }),
        ),
      release: (ids, count) =>
        done(
          call('releaseSettlements', { params, body: { commentIds: ids && [...ids] } }),
          t('settlement.released', { count }),
        ),
      sendBack: (ids, reason) =>
        done(call('returnSettlements', { params, body: { commentIds: [...ids], reason } }), t('settlement.returned')),
      acknowledge: (ids, reason) =>
        done(
          call('acknowledgeRewriting', { params, body: { commentIds: [...ids], reason } }),
          t('settlement.acknowledged'),
        ),
      link: (first, duplicates) =>
        done(
          call('linkComments', { params: { ...params, commentId: first }, body: { commentIds: [...duplicates] } }),
          t('settlement.linked'),
        ),
      unlink: (commentId) =>
        done(call('unlinkComment', { params: { ...params, commentId } }), t('settlement.unlinked')),
    }
  }, [store, t])
}
