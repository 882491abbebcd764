import type { ReviewComment, Settlement, Verdict } from '@glosa/domain/model'
import { useRef, useState, type RefObject } from 'react'
import type { CommentActs } from '../../comments/CommentActs.ts'
import { settlementFrom } from '../../comments/SettleForm.tsx'

/** An acceptance may carry the proposed wording into the text. */
export type RowChoice = Verdict | 'apply'

/** What is being written into a line of the table and not settled yet. */
export interface RowDraft {
  readonly choice: RowChoice | null
  readonly words: string
  readonly isPending: boolean
  readonly isReasonMissing: boolean
  /** Something was written that could be saved. */
  readonly isSavable: boolean
  readonly area: RefObject<HTMLTextAreaElement | null>
  write(words: string): void
  /** Settles at once when nothing is missing, else asks for the reason. */
  choose(choice: RowChoice): void
  save(): void
}

const verdictOf = (choice: RowChoice): Verdict => (choice === 'apply' ? 'accepted' : choice)

/** The verdict and reason of a line while they are written. */
export function useRowDraft(comment: ReviewComment, acts: CommentActs): RowDraft {
  const { settled } = comment
  const [chosen, setChosen] = useState<RowChoice | null>(null)
  const [reason, setReason] = useState<string | null>(null)
  const [isPending, setPending] = useState(false)
  const area = useRef<HTMLTextAreaElement>(null)
  const before = settled?.settlement
  const choice = chosen ?? before?.verdict ?? null
  const words = reason ?? before?.reason ?? ''
  const settlement: Settlement | null = choice && settlementFrom(verdictOf(choice), words)
  const isChanged = chosen !== null || (reason !== null && reason.trim() !== (before?.reason ?? ''))

  const settle = async (wanted: RowChoice | null, text: string) => {
    const next = wanted && settlementFrom(verdictOf(wanted), text)
    if (!next || isPending) return
    setPending(true)
    // What was shown already is taken back first, both stay in the history; what is only prepared is written over.
    const isFree = !settled?.released || (await acts.withdrawSettlement(comment.id))
    if (isFree && (await acts.settle(comment.id, next, wanted === 'apply'))) {
      setChosen(null)
      setReason(null)
    }
    setPending(false)
  }
  return {
    choice,
    words,
    isPending,
    isReasonMissing: choice !== null && settlement === null,
    isSavable: isChanged && settlement !== null,
    area,
    write: setReason,
    choose: (next) => {
      setChosen(next)
      if (settlementFrom(verdictOf(next), words)) void settle(next, words)
      else requestAnimationFrame(() => area.current?.focus())
    },
    save: () => void settle(choice, words),
  }
}
