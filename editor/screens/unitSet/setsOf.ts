import { currentRound, unitsOf, type Actor, type Material, type UnitId } from '@glosa/domain/model'

/** The units of the person whose comments the current round asks for as one set, and those that already sent one. */
export function setsOf(
  actor: Actor,
  material: Material,
): readonly { readonly unitId: UnitId; readonly unitName: string }[] {
  const round = currentRound(material)
  if (!round) return []
  const units = new Set(unitsOf(actor))
  return round.invited.flatMap((each) => {
    if (!('unitId' in each) || !units.has(each.unitId)) return []
    const { unitId, unitName } = each
    const hasSet =
      round.consolidation === 'by-head' ||
      round.answers.some((answer) => answer.unitId === unitId) ||
      [...material.comments.values()].some(({ unitSet }) => unitSet?.unitId === unitId)
    return hasSet ? [{ unitId, unitName }] : []
  })
}
