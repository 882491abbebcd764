import { isRefused, passCommentsOf, systemStamp, type MaterialId, type PersonId } from '@glosa/domain/model'
import type { CommandContext } from '../context.ts'
import { decideAndAppend } from '../decideAndAppend.ts'

/**
 * Passes the open comments of people who left the office to their units.
 * @param present everybody whom the directory knows; an empty directory is an outage, nobody left
 * @returns how many people's comments were passed
 */
export async function passComments(
  context: CommandContext,
  materialId: MaterialId,
  present: ReadonlySet<PersonId>,
): Promise<number> {
  if (present.size === 0) return 0
  let passed = 0
  await decideAndAppend(context, systemStamp, materialId, (material) => {
    const left = new Map(
      [...material.comments.values()].filter(({ by }) => !present.has(by.personId)).map(({ by }) => [by.personId, by]),
    )
    const events = [...left.values()].flatMap((person) => {
      const decided = passCommentsOf(material, person)
      return isRefused(decided) ? [] : decided
    })
    passed = events.length
    return events
  })
  return passed
}
