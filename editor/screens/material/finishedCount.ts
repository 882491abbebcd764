import { currentRound, type Material } from '@glosa/domain/model'
import { answersIn } from '../rounds/roundAnswers.ts'

/** How many of those asked to comment are done: a unit is done when its head or one of its people says so. */
export function finishedCount(material: Material): { readonly finished: number; readonly asked: number } {
  const round = currentRound(material)
  if (!round) return { finished: 0, asked: 0 }
  const finished = answersIn(material, round).filter(({ state }) => state === 'done' || state === 'without')
  return { finished: finished.length, asked: round.invited.length }
}
