import type { Refused } from '@glosa/domain/model'
import * as Y from 'yjs'

/**
 * Makes a change on a copy of a text.
 * @param text the updates that make it, in their order
 * @param clientId whose words the change writes
 * @returns what the change added; `null` when that is nothing
 */
export function addedBy(
  text: readonly Uint8Array[],
  clientId: number,
  change: (fork: Y.Doc) => Refused | null,
): Uint8Array | Refused | null {
  const fork = new Y.Doc()
  try {
    for (const update of text) Y.applyUpdate(fork, update)
    fork.clientID = clientId
    const updates: Uint8Array[] = []
    fork.on('update', (update: Uint8Array) => updates.push(update))
    const no = change(fork)
    if (no) return no
    return updates.length === 0 ? null : Y.mergeUpdates(updates)
  } finally {
    fork.destroy()
  }
}
