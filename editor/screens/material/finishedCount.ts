import { currentRound, type Material } from '@glosa/domain/model'

/** How many of those asked to comment are done: a unit is done when one of its people is. */
export function finishedCount(material: Material): { readonly finished: number; readonly asked: number } {
  const round = currentRound(material)
  const asked = material.invitations.filter(({ right }) => right !== 'read')
  const finished = asked.filter((invitation) =>
    round?.finished.some(({ by }) =>
      'unitId' in invitation ? by.unitId === invitation.unitId : by.personId === invitation.personId,
    ),
  )
  return { finished: finished.length, asked: asked.length }
}
