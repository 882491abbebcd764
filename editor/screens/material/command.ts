import { isFailure, problemKey, type Outcome } from '../../api/index.ts'
import type { MaterialStore } from './materialStore.ts'
import { notify } from '../../ui/notify.ts'

/** Says a sentence by its key. */
export type Say = (key: ReturnType<typeof problemKey>) => string

/**
 * Runs a command on the material and waits until its outcome is on the page.
 * @returns what the server answered; `null` after a refusal or outage, which was shown
 */
export async function command<Answer extends { readonly sequence: number }>(
  store: MaterialStore,
  say: Say,
  asked: Promise<Outcome<Answer>>,
): Promise<Answer | null> {
  const outcome = await asked
  if (isFailure(outcome)) {
    notify({ tone: 'error', text: say(problemKey(outcome)) })
    return null
  }
  await store.catchUp(outcome.sequence)
  return outcome
}
