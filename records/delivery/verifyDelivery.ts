import type {
  DeliveryOutcome,
  FixityFinding,
  ReadBackFile,
  RecordsDelivery,
  RecordsDispatch,
  RecordsSystem,
} from '@glosa/domain/model'

/**
 * Compares what lies in the records system with what was sent.
 * @param explained bytes that a person found rightly changed
 */
export function fixityFindings(
  sent: RecordsDispatch['files'],
  found: readonly ReadBackFile[],
  explained: RecordsDelivery['explained'] = [],
): readonly FixityFinding[] {
  const byName = new Map(found.map(({ name, sha256 }) => [name, sha256]))
  return sent.flatMap(({ name, sha256: expected }) => {
    // A file that the records system does not speak of was never meant to be there by itself.
    if (!byName.has(name)) return []
    const there = byName.get(name) ?? null
    const isRight = there === expected || explained.some((file) => file.name === name && file.sha256 === there)
    return isRight ? [] : [{ name, expected, found: there }]
  })
}

/** Reads back what was taken over, and lets the records system take over the rest of the life of the record. */
export async function verifyDelivery(
  delivery: Extract<RecordsDelivery, { state: 'accepted' }>,
  parcel: RecordsDispatch,
  system: RecordsSystem,
  onStep?: (moment: 'read-back' | 'finished') => void | Promise<void>,
): Promise<Exclude<DeliveryOutcome, { type: 'accepted' }> | { readonly type: 'verified'; readonly files: number }> {
  const read = await system.readBack?.(parcel)
  if (read?.type === 'unreachable') return { type: 'retry', code: read.code ?? 'unreachable', problem: read.problem }
  const findings = read ? fixityFindings(parcel.files, read.files, delivery.explained) : []
  if (findings.length > 0) {
    if (!(await isFoundAgain(findings, delivery, parcel, system)))
      return { type: 'retry', code: 'other-bytes', problem: 'read back twice, differently' }
    return {
      type: 'rejected',
      code: 'other-bytes',
      reason: `reads back differently: ${findings.map(({ name }) => name).join(', ')}`,
    }
  }
  await onStep?.('read-back')
  const finished = await system.finish?.(parcel)
  await onStep?.('finished')
  if (finished !== undefined && finished.type !== 'accepted') return finished
  return { type: 'verified', files: read?.files.length ?? 0 }
}

/** Whether a second look finds the same: a disturbance on the way is no change of what is there. */
export async function isFoundAgain(
  findings: readonly FixityFinding[],
  delivery: Pick<RecordsDelivery, 'explained'>,
  parcel: RecordsDispatch,
  system: RecordsSystem,
): Promise<boolean> {
  const again = await system.readBack?.(parcel)
  if (again?.type !== 'read') return false
  return JSON.stringify(fixityFindings(parcel.files, again.files, delivery.explained)) === JSON.stringify(findings)
}
