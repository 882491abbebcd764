import { budgetDraft } from './budgetDraft.ts'
import { cafeLease } from './cafeLease.ts'
import { controlDirective } from './controlDirective.ts'
import { provisionalBudget } from './provisionalBudget.ts'
import { sportPrinciples } from './sportPrinciples.ts'
import { playersOf, type DemoCast } from './demoCast.ts'
import type { DemoMaterial } from './demoMaterial.ts'

/** The demo materials, for a cast. */
export function demoMaterials(cast: DemoCast): readonly DemoMaterial[] {
  const players = playersOf(cast)
  return [provisionalBudget, sportPrinciples, budgetDraft, controlDirective, cafeLease].map((material) =>
    material(players),
  )
}
