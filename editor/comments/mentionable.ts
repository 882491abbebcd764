import {
  applyRecord,
  instant,
  maySeeComment,
  stampOf,
  unitAsked,
  type Actor,
  type CommentId,
  type Material,
  type ReviewComment,
  type SessionId,
  type Visibility,
} from '@glosa/domain/model'
import type { AnswerOf } from '@glosa/domain/contract'
import { reading } from '../api/index.ts'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Lodging } from './lodging.ts'
import type { Mentionable } from './mentions.ts'

type Directory = AnswerOf<'readDirectory'>

/** The people of the office who may see a comment, without the person who writes. */
function mentionableOf(
  { people, units }: Directory,
  material: Material,
  comment: ReviewComment,
  writer: Actor,
): readonly Mentionable[] {
  const names = new Map(units.map(({ id, name }) => [id, name]))
  return people.flatMap(({ id, displayName, unitId, roles }) => {
    if (id === writer.personId) return []
    const unitName = unitId === null ? null : (names.get(unitId) ?? null)
    const reader: Actor = { personId: id, sessionId: '' as SessionId, displayName, unitId, unitName, roles }
    return maySeeComment(reader, comment, material) ? [{ id, displayName, detail: unitName ?? undefined }] : []
  })
}

/** A comment as it would be if the person lodged it now, only to ask who would see it. */
export function commentToBe(actor: Actor, material: Material, visibility: Visibility, lodging: Lodging) {
  const { round, isLate } = lodging
  const commentId = 'to-be' as CommentId
  const unit = visibility === 'unit' && round ? unitAsked(actor, round) : null
  const isOffered = isLate && visibility !== 'unit' && visibility !== 'private'
  const event = {
    type: 'comment-lodged',
    commentId,
    number: 0,
    roundId: round?.id ?? null,
    kind: 'advisory',
    visibility,
    place: { at: 'material' },
    text: '',
    justification: null,
    proposedWording: null,
    ...(unit ? { unitSet: unit } : {}),
    ...(isOffered ? { late: true as const } : {}),
  } as const
  const record = { sequence: material.sequence + 1, at: instant(0), by: stampOf(actor), events: [event] }
  return applyRecord(material, record).comments.get(commentId) ?? null
}

/** Who may be named in what is said to this comment; nobody until the directory is here. */
export function useMentionable(
  material: Material,
  comment: ReviewComment | null,
  writer: Actor,
): readonly Mentionable[] {
  const { data } = useQuery({ ...reading('readDirectory'), staleTime: 300_000 })
  return useMemo(
    () => (data && comment ? mentionableOf(data, material, comment, writer) : []),
    [data, material, comment, writer],
  )
}
