import { opaqueIdFrom, type CommentId } from '@glosa/domain/model'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../api/index.ts'
import type { CommentActs, CommentWords } from '../../comments/CommentActs.ts'
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
          notify({ tone: 'success', text: t(doneKeyOf(words)) })
        }
        return lodged
      },
      reply: (commentId, text, mentions) =>
        done(call('replyToComment', { ...of(commentId), body: { text, mentions } })),
      settle: (commentId, settlement, applyWording) =>
        done(call('settleComment', { ...of(commentId), body: { settlement, applyWording } })),
      withdraw: (commentId) => done(call('withdrawComment', of(commentId))),
      withdrawSettlement: (commentId) => done(call('withdrawSettlement', of(commentId))),
      react: async (commentId, reaction, reason) => {
        const reacted = await done(call('reactToSettlement', { ...of(commentId), body: { reaction, reason } }))
        if (reacted) notify({ tone: 'success', text: t(`standing.${reaction}Done`) })
        return reacted
      },
      edit: (commentId, words) => done(call('editComment', { ...of(commentId), body: words })),
      withdrawMany: (commentIds) => done(call('withdrawComments', { params: { materialId }, body: { commentIds } })),
      forward: (commentIds) => done(call('forwardComments', { params: { materialId }, body: { commentIds } })),
      link: (commentId, commentIds) => done(call('linkComments', { ...of(commentId), body: { commentIds } })),
      unlink: (commentId) => done(call('unlinkComment', of(commentId))),
      decideLate: (commentId, admitted, reason) =>
        done(call('decideLateComment', { ...of(commentId), body: { admitted, reason } })),
    }
  }, [store, t])
}

/** What was done, in words: a comment is lodged, offered, drafted for the unit or kept as a note. */
function doneKeyOf({ visibility, asLate }: CommentWords) {
  if (visibility === 'private') return 'comment.noteKept'
  if (visibility === 'unit') return 'review.form.drafted'
  return asLate ? 'review.form.offered' : 'comment.lodged'
}
