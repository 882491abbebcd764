import * as Y from 'yjs'

/**
 * The words that somebody typed in these updates and that are not in the text of the others:
 * inserted and not deleted again by the same updates. Runs typed apart stand on lines of their own.
 */
export function lateWords(updates: readonly Uint8Array[]): string {
  if (updates.length === 0) return ''
  const { structs, ds } = Y.decodeUpdate(Y.mergeUpdates([...updates]))
  const deleted = (client: number, clock: number) =>
    (ds.clients.get(client) ?? []).some((range) => clock >= range.clock && clock < range.clock + range.len)
  const runs: string[] = []
  let run = ''
  let next: { client: number; clock: number } | null = null
  const finish = () => {
    if (run.trim()) runs.push(run.trim())
    run = ''
  }
  for (const struct of structs) {
    if (!(struct instanceof Y.Item) || !(struct.content instanceof Y.ContentString)) continue
    const { client, clock } = struct.id
    // A letter typed right after the one before has it as its origin.
    const follows = next && struct.origin?.client === next.client && struct.origin.clock === next.clock
    if (!follows) finish()
    for (const [offset, unit] of [...splitUnits(struct.content.str)].entries()) {
      if (!deleted(client, clock + offset)) run += unit
    }
    next = { client, clock: clock + struct.length - 1 }
  }
  finish()
  return runs.join('\n')
}

/** Yjs counts UTF-16 units. */
const splitUnits = (text: string) => text.split('')
