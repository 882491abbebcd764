import type { Actor, CommentId, Material } from '@glosa/domain/model'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CommentActs } from '../../comments/CommentActs.ts'
import { mayEdit, mayWithdraw } from '../../comments/commentRights.ts'
import { EditCommentForm } from '../../comments/EditCommentForm.tsx'
import { useMentionable } from '../../comments/mentionable.ts'
import { ReasonForm } from '../../comments/ReasonForm.tsx'
import { ReplyForm } from '../../comments/ReplyForm.tsx'
import { WithdrawButton } from '../../comments/WithdrawButton.tsx'
import { Button } from '../../ui/Button.tsx'
import { MergeDialog } from './MergeDialog.tsx'
import { SetComment } from './SetComment.tsx'
import type { SetActs } from './useSetActs.ts'
import type { SetDraft } from './unitSetOf.ts'

interface DraftCardProps {
  readonly material: Material
  readonly actor: Actor
  readonly draft: SetDraft
  readonly position: number
  /** All drafts of the set, to merge with. */
  readonly drafts: readonly SetDraft[]
  readonly mayLead: boolean
  readonly acts: CommentActs
  readonly setActs: SetActs
}

/** One draft in the set: worded anew, answered, left out, merged. */
export function DraftCard(props: DraftCardProps) {
  const { t } = useTranslation()
  const { material, actor, draft, position, drafts, mayLead, acts, setActs } = props
  const { comment, fault } = draft
  const [doing, setDoing] = useState<'reading' | 'editing' | 'replying' | 'leaving-out' | 'merging'>('reading')
  const people = useMentionable(material, doing === 'replying' ? comment : null, actor)
  const read = () => setDoing('reading')
  return (
    <SetComment material={material} comment={comment} position={position} fault={fault}>
      {doing === 'editing' ? <EditCommentForm comment={comment} edit={acts.edit} onClose={read} /> : null}
      {doing === 'leaving-out' ? (
        <ReasonForm
          label={t('unitSet.leaveOutReason')}
          verb={t('unitSet.leaveOut')}
          onSend={(reason) => setActs.leaveOut(comment.id, reason)}
          onClose={read}
        />
      ) : null}
      {doing === 'replying' ? (
        <ReplyForm
          people={people}
          onCancel={read}
          onReply={async (text, mentions) => {
            const done = await acts.reply(comment.id, text, mentions)
            if (done) read()
            return done
          }}
        />
      ) : null}
      {doing === 'reading' || doing === 'merging' ? (
        <div className="card-acts">
          {mayEdit(actor, material, comment) ? (
            <Button size="small" onPress={() => setDoing('editing')}>
              {t('unitSet.edit')}
            </Button>
          ) : null}
          {mayLead && drafts.length > 1 ? (
            <Button size="small" onPress={() => setDoing('merging')}>
              {t('unitSet.mergeInto')}
            </Button>
          ) : null}
          {mayLead ? (
            <Button size="small" onPress={() => setDoing('leaving-out')}>
              {t('unitSet.leaveOut')}
            </Button>
          ) : null}
          <Button size="small" variant="quiet" onPress={() => setDoing('replying')}>
            {t('comment.reply')}
          </Button>
          {mayWithdraw(actor, material, comment) ? (
            <WithdrawButton commentId={comment.id} withdraw={acts.withdraw} />
          ) : null}
        </div>
      ) : null}
      {doing === 'merging' ? (
        <MergeDialog
          position={position}
          others={drafts.flatMap((other, index) => (other === draft ? [] : [{ ...other, position: index + 1 }]))}
          onMerge={async (ids: CommentId[]) => {
            const done = await setActs.merge(comment.id, ids)
            // What was merged is put into words next.
            if (done) setDoing('editing')
            return done
          }}
          onClose={read}
        />
      ) : null}
    </SetComment>
  )
}
