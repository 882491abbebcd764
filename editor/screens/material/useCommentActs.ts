import { opaqueIdFrom, type CommentId } from '@glosa/domain/model'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../api/index.ts'
import type { CommentActs } from '../../comments/CommentActs.ts'
import { notify } from '../../ui/notify.ts'
import { command } from './command.ts'
import type { MaterialStore } from './materialStore.ts'

/** What can be done to the comments of a material, done by the server. */
export function useCommentActs(store: MaterialStore): CommentActs {
  const { t } = useTranslation()
  return useMemo(() => {
    const materialId = store.material.id
    const of = (commentId: CommentId) => ({ params: { materialId, commentId } })
    const done = async (...asked: [Parameters<typeof command>[2]]) => (await command(store, t, ...asked)) !== null
    return {
      lodge: async (words) => {
        // Made here, so that a repeated request lodges once.
        const commentId = opaqueIdFrom<CommentId>(crypto.getRandomValues(new Uint8Array(60)))
        const lodged = await done(call('lodgeComment', { params: { materialId }, body: { commentId, ...words } }))
        if (lodged) {
          const text = t(words.visibility === 'private' ? 'comment.noteKept' : 'comment.lodged')
          notify({ tone: 'success', text })
        }
        return lodged
      },
      reply: (commentId, text) => done(call('replyToComment', { ...of(commentId), body: { text } })),
      settle: (commentId, settlement, applyWording) =>
        done(call('settleComment', { ...of(commentId), body: { settlement, applyWording } })),
      withdraw: (commentId) => done(call('withdrawComment', of(commentId))),
      withdrawSettlement: (commentId) => done(call('withdrawSettlement', of(commentId))),
      react: async (commentId, reaction, reason) => {
        const reacted = await done(call('reactToSettlement', { ...of(commentId), body: { reaction, reason } }))
        if (reacted) notify({ tone: 'success', text: t(`standing.${reaction}Done`) })
        return reacted
      },
    }
  }, [store, t])
}
