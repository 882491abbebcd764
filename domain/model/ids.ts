declare const brand: unique symbol
type Branded<Name extends string> = string & { readonly [brand]: Name }

/** One material: 20 lower-case letters and digits. Safe in URLs, file names and room names. */
export type MaterialId = Branded<'MaterialId'>
/** One part of a material (cover report, draft resolution, …). Stays the same across versions. */
export type PartId = Branded<'PartId'>
/** One continuous live text. A new one after a lock, so that a late update has no room to go to. */
export type BodyId = Branded<'BodyId'>
export type RoundId = Branded<'RoundId'>
export type SubstitutionId = Branded<'SubstitutionId'>
export type CommentId = Branded<'CommentId'>
export type ReplyId = Branded<'ReplyId'>
/** `(directory, objectGUID | entryUUID)` joined by a colon; never a DN, login or e-mail. */
export type PersonId = Branded<'PersonId'>
/** A unit of the office (odbor, oddělení), by the id of its group or entry in the directory. */
export type UnitId = Branded<'UnitId'>
export type SessionId = Branded<'SessionId'>
/** Derived from material, version and target, so that a repeated delivery is recognised. */
export type DeliveryId = Branded<'DeliveryId'>
/** One meeting of the board or the council. */
export type MeetingId = Branded<'MeetingId'>
/** One item of a meeting's agenda. */
export type AgendaItemId = Branded<'AgendaItemId'>
/** One amendment proposed at a meeting. */
export type AmendmentId = Branded<'AmendmentId'>
/** One question to the drafter of a material on an agenda. */
export type QuestionId = Branded<'QuestionId'>
/** One private note of a reader. */
export type NoteId = Branded<'NoteId'>
/** One dispute (rozpor) over an essential comment. */
export type DisputeId = Branded<'DisputeId'>
/** One walk along an approval route. */
export type ApprovalRouteId = Branded<'ApprovalRouteId'>
/** One second factor that a person enrolled. */
export type FactorId = Branded<'FactorId'>
/** One request to take away somebody's second factors. */
export type ResetId = Branded<'ResetId'>
/** SHA-256 in lower-case hex, 64 characters. */
export type Sha256 = Branded<'Sha256'>

/** Ids that this software makes: 20 lower-case letters and digits. */
export type OpaqueId =
  | MaterialId
  | PartId
  | BodyId
  | RoundId
  | SubstitutionId
  | CommentId
  | ReplyId
  | SessionId
  | MeetingId
  | AgendaItemId
  | AmendmentId
  | QuestionId
  | NoteId
  | DisputeId
  | ApprovalRouteId
  | FactorId
  | ResetId

const opaque = /^[a-z0-9]{20}$/
const personPattern = /^[a-z0-9-]{1,40}:[A-Za-z0-9-]{1,80}$/
const hexPattern = /^[0-9a-f]{64}$/

/** Parses an id that this software made; `null` when the text is anything else. */
const parser =
  <T extends string>(pattern: RegExp) =>
  (text: unknown): T | null =>
    typeof text === 'string' && pattern.test(text) ? (text as T) : null

export const parseMaterialId = parser<MaterialId>(opaque)
export const parsePartId = parser<PartId>(opaque)
export const parseBodyId = parser<BodyId>(opaque)
export const parseRoundId = parser<RoundId>(opaque)
export const parseCommentId = parser<CommentId>(opaque)
export const parseReplyId = parser<ReplyId>(opaque)
export const parseSessionId = parser<SessionId>(opaque)
export const parsePersonId = parser<PersonId>(personPattern)
export const parseUnitId = parser<UnitId>(personPattern)
export const parseMeetingId = parser<MeetingId>(opaque)
export const parseAgendaItemId = parser<AgendaItemId>(opaque)
export const parseDisputeId = parser<DisputeId>(opaque)
export const parseApprovalRouteId = parser<ApprovalRouteId>(opaque)
export const parseDeliveryId = parser<DeliveryId>(hexPattern)
export const parseSha256 = parser<Sha256>(hexPattern)

const alphabet = 'abcdefghijklmnopqrstuvwxyz0123456789'

/**
 * Makes an opaque id of 20 characters (103 bits) from random bytes.
 * @param bytes at least 40 random bytes; values of 252 and more are skipped so that every character is equally likely
 * @throws RangeError when the bytes run out
 */
export function opaqueIdFrom<T extends OpaqueId>(bytes: Uint8Array): T {
  let id = ''
  for (const byte of bytes) {
    if (byte >= 252) continue
    id += alphabet[byte % 36]
    if (id.length === 20) return id as T
  }
  throw new RangeError('an opaque id needs more random bytes')
}

/** The name of a live room: `<materialId>.<bodyId>`, the only place where it is built or read. */
export type RoomName = Branded<'RoomName'>
/** The room of a material that carries announcements only and has no text. */
export const announcementRoomSuffix = 'announcements'

const roomPattern = /^([a-z0-9]{20})\.([a-z0-9]{20}|announcements)$/

export const roomNameOf = (materialId: MaterialId, bodyId: BodyId) => `${materialId}.${bodyId}` as RoomName
export const announcementRoomOf = (materialId: MaterialId) => `${materialId}.${announcementRoomSuffix}` as RoomName

/** Reads a room name; `bodyId` is `null` for the announcement room, the result is `null` for any other text. */
export function parseRoomName(
  name: string,
): { readonly materialId: MaterialId; readonly bodyId: BodyId | null } | null {
  if (name.length > 64) return null
  const match = roomPattern.exec(name)
  if (!match) return null
  const [, materialId, rest] = match
  return {
    materialId: materialId as MaterialId,
    bodyId: rest === announcementRoomSuffix ? null : (rest as BodyId),
  }
}
