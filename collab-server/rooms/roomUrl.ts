import { parseMaterialId, type MaterialId } from '@glosa/domain/model'

const pathPattern = /^\/rooms\/([a-z0-9]{20})(?:\?schema=(\d{1,6}))?$/

/** The material and schema number that a socket URL names; `null` for any other path. */
export function readRoomUrl(
  url: string | undefined,
): { readonly materialId: MaterialId; readonly bodySchemaNumber: number | null } | null {
  const match = pathPattern.exec(url ?? '')
  const materialId = parseMaterialId(match?.[1])
  return materialId && { materialId, bodySchemaNumber: match?.[2] === undefined ? null : Number(match[2]) }
}
