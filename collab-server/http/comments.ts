import type { CommandContext } from '../commands/context.ts'
import { lodgeComment } from '../commands/lodgeComment.ts'
import { repairAnchors } from '../commands/repairAnchors.ts'
import { replyToComment } from '../commands/replyToComment.ts'
import { settleComments } from '../commands/decisions/settleComments.ts'
import { withdrawComment } from '../commands/withdrawComment.ts'
import { withdrawSettlement } from '../commands/decisions/withdrawSettlement.ts'
import { settlementOf } from './settlementOf.ts'
import { sequenceOf } from './sequenceOf.ts'
import type { Serve } from './serveRoute.ts'

/** Review comments: lodging, replies, settlement, anchors. */
export function serveComments(serve: Serve, context: CommandContext): void {
  serve('lodgeComment', async ({ actor, params, body }) =>
    sequenceOf(await lodgeComment(context, actor, params.materialId, body)),
  )
  serve('withdrawComment', async ({ actor, params }) =>
    sequenceOf(await withdrawComment(context, actor, params.materialId, params.commentId)),
  )
  serve('replyToComment', async ({ actor, params, body }) =>
    sequenceOf(await replyToComment(context, actor, params.materialId, params.commentId, body.text, body.mentions)),
  )
  serve('settleComment', async ({ actor, params, body }) =>
    sequenceOf(
      await settleComments(
        context,
        actor,
        params.materialId,
        [params.commentId],
        settlementOf(body.settlement),
        body.applyWording,
      ),
    ),
  )
  serve('withdrawSettlement', async ({ actor, params }) =>
    sequenceOf(await withdrawSettlement(context, actor, params.materialId, params.commentId)),
  )
  serve('repairAnchors', ({ actor, params, body }) =>
    repairAnchors(context, actor, params.materialId, params.partId, body.anchors),
  )
}
