import type { PersonId } from './ids.ts'
import type { Role } from './people.ts'

/** Who is competent to decide a dispute (rozpor) at a level. */
export type Decider =
  /** Drafter and unit: they agree, or pass it on. */
  | { readonly by: 'parties' }
  | { readonly by: 'role'; readonly role: Role }
  | { readonly by: 'person'; readonly personId: PersonId; readonly displayName: string }
  /** The sponsor of the material; any member of the council when it has none. */
  | { readonly by: 'sponsor' }
  /** A body that decides by resolution (rada), recorded by people of a role. */
  | { readonly by: 'body'; readonly recordedBy: Role }

/** A level at which disputes are discussed and decided, from the lowest. */
export interface DisputeLevel {
  readonly id: string
  /** The office's own name; `null` for the usual one of a level with this id. */
  readonly name: string | null
  readonly decider: Decider
}
