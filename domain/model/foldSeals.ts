import type { Material, MaterialVersion } from './material.ts'
import type { PersonStamp } from './people.ts'
import { unhandled } from './refusals.ts'
import type { SealEvent } from './seals.ts'
import type { Instant } from './time.ts'

/** The material after something happened to the seal of a version. */
export function applySealEvent(
  material: Material,
  event: SealEvent,
  { by, at }: { readonly by: PersonStamp; readonly at: Instant },
): Material {
  return {
    ...material,
    versions: material.versions.map((version) =>
      version.number === event.version ? changed(version, event, by, at) : version,
    ),
  }
}

function changed(version: MaterialVersion, event: SealEvent, by: PersonStamp, at: Instant): MaterialVersion {
  switch (event.type) {
    case 'seal-ordered':
      return { ...version, sealOrder: { by, at, attempts: 0, nextAttemptAt: at, lastProblem: null } }
    case 'seal-failed': {
      const { problem, code, nextAttemptAt } = event
      if (!version.sealOrder) return version
      const { problemCode: _before, ...order } = version.sealOrder
      const failed = { lastProblem: problem, ...(code === undefined ? {} : { problemCode: code }) }
      return { ...version, sealOrder: { ...order, attempts: order.attempts + 1, nextAttemptAt, ...failed } }
    }
    case 'version-sealed': {
      const { sealOrder: _done, ...rest } = version
      const known = (version.seals ?? []).filter(({ pdf }) => pdf !== event.seal.pdf)
      return { ...rest, seals: [...known, event.seal] }
    }
    case 'seal-renewed': {
      const seals = (version.seals ?? []).map((seal) =>
        seal.pdf === event.seal ? { ...seal, renewal: event.renewal } : seal,
      )
      return { ...version, seals }
    }
    case 'signed-copy-added':
      return { ...version, signedCopies: [...(version.signedCopies ?? []), { ...event.copy, by, at }] }
    default:
      return unhandled(event)
  }
}
