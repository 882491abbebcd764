import type { CommentId } from '@glosa/domain/model'
import type { Room } from '../../connection/index.ts'

/** The new place of one comment. */
export interface Repair {
  readonly commentId: CommentId
  readonly first: string
  readonly last: string
}

type SavingRoom = Pick<Room, 'unsaved' | 'subscribe' | 'flush'>

/**
 * Sends repaired anchors after the edit that made them necessary is durable: the server compares
 * them with its own text and would refuse what it does not know yet. Of several repairs of one
 * comment the last counts; what could not be sent goes with the next one.
 */
export function createRepairSender(
  room: SavingRoom,
  send: (repairs: readonly Repair[]) => Promise<'sent' | 'failed'>,
): { readonly repair: (repairs: readonly Repair[]) => void; readonly close: () => void } {
  const waiting = new Map<CommentId, Repair>()
  let isSending = false

  const sendWhenSaved = () => {
    if (isSending || waiting.size === 0 || room.unsaved > 0) return
    const repairs = [...waiting.values()]
    isSending = true
    void send(repairs).then((outcome) => {
      isSending = false
      if (outcome === 'failed') return
      for (const repair of repairs) if (waiting.get(repair.commentId) === repair) waiting.delete(repair.commentId)
      sendWhenSaved()
    })
  }
  const close = room.subscribe(sendWhenSaved)
  return {
    repair(repairs) {
      for (const repair of repairs) waiting.set(repair.commentId, repair)
      room.flush()
      sendWhenSaved()
    },
    close,
  }
}
