import { isRefused, mayAct, type Actor, type MaterialId, type MeetingReader } from '@glosa/domain/model'
import type { CommandContext } from '../context.ts'

/** The person with what they may read of these materials; of any other, nothing. */
export async function readerOf(
  context: Pick<CommandContext, 'materials'>,
  actor: Actor,
  materialIds: Iterable<MaterialId>,
): Promise<MeetingReader> {
  const readable = new Set<MaterialId>()
  await Promise.all(
    [...new Set(materialIds)].map(async (id) => {
      const loaded = await context.materials.load(id)
      if (loaded && !isRefused(mayAct(actor, 'read', loaded.material))) readable.add(id)
    }),
  )
  return { actor, reads: (id) => readable.has(id) }
}
