import { isRefused } from '@glosa/domain/model'
import type { CommandContext } from '../commands/context.ts'
import {
  decideLateComment,
  editComment,
  linkComments,
  unlinkComment,
  withdrawComments,
} from '../commands/review/commentActs.ts'
import {
  addTextPart,
  changeDetails,
  giveIdentifiers,
  handOver,
  removePart,
  renamePart,
} from '../commands/review/materialDetails.ts'
import { planRound } from '../commands/review/planRound.ts'
import { changeDeadline, dropPlannedRound, inviteToRound, uninviteFromRound } from '../commands/review/roundChanges.ts'
import type { Substitutions } from '../commands/review/substitutions.ts'
import {
  forwardComments,
  mergeUnitComments,
  rejectUnitComment,
  restoreUnitComment,
  sendUnitSet,
} from '../commands/review/unitSet.ts'
import { sequenceOf } from './sequenceOf.ts'
import type { Serve } from './serveRoute.ts'

/** Details of materials, rounds under terms, units' sets, acts on comments. */
export function serveReview(serve: Serve, context: CommandContext): void {
  serve('changeDetails', async ({ actor, params, body }) =>
    sequenceOf(await changeDetails(context, actor, params.materialId, body)),
  )
  serve('handOver', async ({ actor, params, body }) =>
    sequenceOf(await handOver(context, actor, params.materialId, body.personId)),
  )
  serve('giveIdentifiers', async ({ actor, params, body }) =>
    sequenceOf(await giveIdentifiers(context, actor, params.materialId, body)),
  )
  serve('addTextPart', async ({ actor, params, body }) => {
    const done = await addTextPart(context, actor, params.materialId, body)
    return isRefused(done) ? done : { sequence: done.material.sequence, partId: done.partId }
  })
  serve('renamePart', async ({ actor, params, body }) =>
    sequenceOf(await renamePart(context, actor, params.materialId, params.partId, body.title)),
  )
  serve('removePart', async ({ actor, params }) =>
    sequenceOf(await removePart(context, actor, params.materialId, params.partId)),
  )

  serve('planRound', async ({ actor, params, body }) => {
    const done = await planRound(context, actor, params.materialId, null, body)
    return isRefused(done) ? done : { sequence: done.material.sequence, roundId: done.roundId }
  })
  serve('changePlan', async ({ actor, params, body }) =>
    sequenceOf(await planRound(context, actor, params.materialId, params.roundId, body)),
  )
  serve('dropPlannedRound', async ({ actor, params }) =>
    sequenceOf(await dropPlannedRound(context, actor, params.materialId, params.roundId)),
  )
  serve('changeDeadline', async ({ actor, params, body }) =>
    sequenceOf(await changeDeadline(context, actor, params.materialId, { roundId: params.roundId, ...body })),
  )
  serve('inviteToRound', async ({ actor, params, body }) =>
    sequenceOf(await inviteToRound(context, actor, params.materialId, params.roundId, body.invited)),
  )
  serve('uninviteFromRound', async ({ actor, params }) =>
    sequenceOf(await uninviteFromRound(context, actor, params.materialId, params.roundId, params.participantId)),
  )

  serve('sendUnitSet', async ({ actor, params, body }) =>
    sequenceOf(await sendUnitSet(context, actor, params.materialId, { unitId: params.unitId, ...body })),
  )
  serve('editComment', async ({ actor, params, body }) =>
    sequenceOf(await editComment(context, actor, params.materialId, params.commentId, body)),
  )
  serve('withdrawComments', async ({ actor, params, body }) =>
    sequenceOf(await withdrawComments(context, actor, params.materialId, body.commentIds)),
  )
  serve('forwardComments', async ({ actor, params, body }) =>
    sequenceOf(await forwardComments(context, actor, params.materialId, body.commentIds)),
  )
  serve('rejectUnitComment', async ({ actor, params, body }) =>
    sequenceOf(await rejectUnitComment(context, actor, params.materialId, params.commentId, body.reason)),
  )
  serve('restoreUnitComment', async ({ actor, params }) =>
    sequenceOf(await restoreUnitComment(context, actor, params.materialId, params.commentId)),
  )
  serve('mergeUnitComments', async ({ actor, params, body }) =>
    sequenceOf(await mergeUnitComments(context, actor, params.materialId, params.commentId, body.commentIds)),
  )
  serve('decideLateComment', async ({ actor, params, body }) =>
    sequenceOf(await decideLateComment(context, actor, params.materialId, params.commentId, body)),
  )
  serve('linkComments', async ({ actor, params, body }) =>
    sequenceOf(await linkComments(context, actor, params.materialId, params.commentId, body.commentIds)),
  )
  serve('unlinkComment', async ({ actor, params }) =>
    sequenceOf(await unlinkComment(context, actor, params.materialId, params.commentId)),
  )
}

/** Who stands in for whom. */
export function serveSubstitutions(serve: Serve, substitutions: Substitutions): void {
  serve('listSubstitutions', async ({ actor }) => ({
    substitutions: (await substitutions.shownTo(actor)).map((each) => ({ ...each })),
  }))
  serve('setSubstitution', async ({ actor, body }) => {
    const set = await substitutions.set(actor, body)
    return isRefused(set) ? set : { substitutionId: set }
  })
  serve('endSubstitution', ({ actor, params }) => substitutions.end(actor, params.substitutionId))
}
