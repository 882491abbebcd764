import {
  agendaPlaceOf,
  anyone,
  publicMaterialOf,
  systemStamp,
  type Instant,
  type MaterialId,
  type Meeting,
  type PublicMaterial,
} from '@glosa/domain/model'
import type { CommandContext } from '../context.ts'

/** What everybody may see, newest first. */
export interface PublicMaterials {
  all(): Promise<readonly PublicMaterial[]>
  find(id: MaterialId): Promise<PublicMaterial | null>
  /** Something happened: what is shown next is made anew. */
  forget(): void
}

const pageSize = 200
/** Another node of the office may have published or withdrawn something. */
const keptForMs = 5_000

/** @param now wall clock in ms */
export function createPublicMaterials(
  context: Pick<CommandContext, 'projections' | 'materials' | 'meetings' | 'now'>,
): PublicMaterials {
  let kept: { readonly until: Instant; readonly list: Promise<readonly PublicMaterial[]> } | null = null

  const all = (): Promise<readonly PublicMaterial[]> => {
    const now = context.now()
    if (kept && now < kept.until) return kept.list
    const list = readAll(context)
    const mine = { until: (now + keptForMs) as Instant, list }
    kept = mine
    // An outage is not remembered.
    list.catch(() => {
      if (kept === mine) kept = null
    })
    return list
  }

  return {
    all,
    find: async (id) => (await all()).find((material) => material.id === id) ?? null,
    forget: () => {
      kept = null
    },
  }
}

async function readAll(
  context: Pick<CommandContext, 'projections' | 'materials' | 'meetings'>,
): Promise<readonly PublicMaterial[]> {
  const shown: PublicMaterial[] = []
  const meetings = await context.meetings.all()
  for (let offset = 0; ; offset += pageSize) {
    const asked = { whos: [anyone], personId: systemStamp.personId, limit: pageSize, offset }
    const { cards } = await context.projections.cards(asked)
    for (const { materialId } of cards) {
      const material = await readOne(context, materialId, meetings)
      if (material) shown.push(material)
    }
    if (cards.length < pageSize) break
  }
  return shown.sort((a, b) => b.publishedAt - a.publishedAt || (a.number < b.number ? 1 : -1))
}

/** The list is a projection and may be late: the material itself is asked. */
async function readOne(
  { materials }: Pick<CommandContext, 'materials'>,
  id: MaterialId,
  meetings: readonly Meeting[],
): Promise<PublicMaterial | null> {
  const material = (await materials.load(id))?.material
  return material ? publicMaterialOf(material, agendaPlaceOf(id, meetings)) : null
}
