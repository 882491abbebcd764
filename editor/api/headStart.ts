import type { AnswerOf } from '@glosa/domain/contract'
import { parseMaterialId, type MaterialId } from '@glosa/domain/model'
import { call } from './browser.ts'
import { isFailure, type Outcome } from './outcome.ts'

type Asked = Promise<Outcome<AnswerOf<'readMaterial'>>>

let started: { readonly materialId: MaterialId; readonly asked: Asked } | null = null

/**
 * Asks for the material of this address while the scripts of its screen are still on their way.
 * Does nothing for other addresses.
 */
export function startReading(path: string): void {
  const materialId = parseMaterialId(/^\/materials\/([a-z0-9]{20})$/.exec(path)?.[1])
  if (!materialId) return
  const asked = call('readMaterial', { params: { materialId } })
  started = { materialId, asked }
  // Whoever takes it hears of a bug; when nobody does, nobody was waiting.
  asked.catch(() => undefined)
}

/** The material: of the question asked ahead, once, or asked now. */
export async function readMaterial(materialId: MaterialId): Asked {
  const ahead = started?.materialId === materialId ? started.asked : null
  started = null
  const outcome = await ahead
  return outcome && !isFailure(outcome) ? outcome : call('readMaterial', { params: { materialId } })
}
