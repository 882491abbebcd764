import type { MaterialId } from '@glosa/domain/model'
import type { Logger } from 'pino'

/** How long after a change the text is compared with what was approved. People stop typing now and then. */
const afterMs = 2_000

/** Compares texts with their approvals soon after they change. */
export interface ApprovalWatch {
  /** A text or the parts of this material changed. */
  noticed(materialId: MaterialId): void
  close(): Promise<void>
}

/**
 * A comparison that fails is made again when the text changes next, and whenever somebody looks.
 * @param compare voids the approvals that are bound to another text
 */
export function watchApprovals(
  compare: (materialId: MaterialId) => Promise<unknown>,
  log: Pick<Logger, 'warn'>,
): ApprovalWatch {
  const waiting = new Map<MaterialId, NodeJS.Timeout>()
  const comparing = new Set<Promise<unknown>>()

  const compareNow = (materialId: MaterialId) => {
    waiting.delete(materialId)
    const comparison = compare(materialId)
      .catch((error: unknown) => log.warn({ materialId, err: error }, 'approvals not compared with the text'))
      .finally(() => comparing.delete(comparison))
    comparing.add(comparison)
  }

  return {
    noticed(materialId) {
      if (waiting.has(materialId)) return
      const timer = setTimeout(() => compareNow(materialId), afterMs)
      timer.unref()
      waiting.set(materialId, timer)
    },
    async close() {
      for (const timer of waiting.values()) clearTimeout(timer)
      waiting.clear()
      await Promise.all(comparing)
    },
  }
}
