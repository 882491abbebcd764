import {
  forwardComments as decideForward,
  mergeUnitComments as decideMerge,
  rejectUnitComment as decideReject,
  restoreUnitComment as decideRestore,
  sendUnitSet as decideSend,
  stampOf,
  type Actor,
  type CommentId,
  type MaterialId,
  type UnitId,
} from '@glosa/domain/model'
import type { CommandContext } from '../context.ts'
import { decideAndAppend } from '../decideAndAppend.ts'

/** Hands private notes to the unit for its set. */
export const forwardComments = (
  context: CommandContext,
  actor: Actor,
  materialId: MaterialId,
  commentIds: readonly CommentId[],
) => decideAndAppend(context, stampOf(actor), materialId, (material) => decideForward(actor, material, commentIds))

/** Leaves a draft out of the set. */
export const rejectUnitComment = (
  context: CommandContext,
  actor: Actor,
  materialId: MaterialId,
  commentId: CommentId,
  reason: string,
) =>
  decideAndAppend(context, stampOf(actor), materialId, (material) => decideReject(actor, material, commentId, reason))

/** Takes a draft back into the set. */
export const restoreUnitComment = (
  context: CommandContext,
  actor: Actor,
  materialId: MaterialId,
  commentId: CommentId,
) => decideAndAppend(context, stampOf(actor), materialId, (material) => decideRestore(actor, material, commentId))

/** Takes other drafts up in one. */
export const mergeUnitComments = (
  context: CommandContext,
  actor: Actor,
  materialId: MaterialId,
  commentId: CommentId,
  merged: readonly CommentId[],
) => decideAndAppend(context, stampOf(actor), materialId, (material) => decideMerge(actor, material, commentId, merged))

/** Sends the official set of a unit, or says "no comments" for it. */
export const sendUnitSet = (
  context: CommandContext,
  actor: Actor,
  materialId: MaterialId,
  wish: { readonly unitId: UnitId; readonly withoutComments: boolean; readonly asLate: boolean },
) =>
  decideAndAppend(context, stampOf(actor), materialId, (material) => decideSend(actor, material, wish, context.now()))
