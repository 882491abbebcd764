import type { PersonStamp } from '../people.ts'
import { unhandled } from '../refusals.ts'
import type { Instant } from '../time.ts'
import type { Publication, PublicationEvent } from './publication.ts'

/** The publication after something happened to it. */
export function applyPublicationEvent(
  publication: Publication,
  event: PublicationEvent,
  { by, at }: { readonly by: PersonStamp; readonly at: Instant },
): Publication {
  switch (event.type) {
    case 'publication-planned':
      return { ...publication, draft: event.plan }
    case 'material-published': {
      const { plan, copy } = event
      const since = publication.published?.since ?? at
      return { draft: plan, published: { plan, copy, since, at, by }, withdrawn: null }
    }
    case 'publication-withdrawn':
      return { ...publication, published: null, withdrawn: { at, by, reason: event.reason } }
    default:
      return unhandled(event)
  }
}
