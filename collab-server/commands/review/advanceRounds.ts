import {
  discloseComments,
  isRefused,
  openPlannedRound,
  systemStamp,
  type MaterialId,
  type PlannedRound,
} from '@glosa/domain/model'
import type { CommandContext } from '../context.ts'
import { decideAndAppend } from '../decideAndAppend.ts'
import { partsNow } from './partsNow.ts'

/** Does what is due in the rounds of a material by now: opens a planned round, discloses a closed one. */
export const advanceRounds = (context: CommandContext, materialId: MaterialId) =>
  decideAndAppend(context, systemStamp, materialId, async (material) => {
    const now = context.now()
    const disclosed = discloseComments(material, now)
    if (isRefused(disclosed) || disclosed.length > 0) return disclosed
    const due = material.rounds.find(
      (round): round is PlannedRound => round.state === 'planned' && round.opensAt !== null && round.opensAt <= now,
    )
    if (!due || material.state === 'in-review' || material.state === 'locked') return []
    const parts = await partsNow(context, material)
    return isRefused(parts) ? parts : openPlannedRound(material, due, parts, now)
  })
