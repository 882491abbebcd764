import type { Person, Role } from '@glosa/domain/model'

/** What a reading of the directory gave somebody or took from them. */
export interface RoleChange {
  readonly person: Pick<Person, 'id' | 'displayName'>
  readonly added: readonly Role[]
  readonly removed: readonly Role[]
}

/**
 * Whose roles differ between two readings. Somebody who is gone has lost all they had, somebody new has gained them;
 * that everybody is staff is no news. After nothing was known, nothing has changed.
 */
export function roleChanges(before: readonly Person[], after: readonly Person[]): readonly RoleChange[] {
  if (before.length === 0) return []
  const known = new Map(before.map((person) => [person.id, person]))
  const now = new Map(after.map((person) => [person.id, person]))
  const changes = [...after, ...before.filter(({ id }) => !now.has(id))].map((person): RoleChange => {
    const had = rolesOf(known.get(person.id))
    const has = rolesOf(now.get(person.id))
    const { id, displayName } = person
    return {
      person: { id, displayName },
      added: has.filter((role) => !had.includes(role)),
      removed: had.filter((role) => !has.includes(role)),
    }
  })
  return changes.filter(({ added, removed }) => added.length + removed.length > 0)
}

const rolesOf = (person: Person | undefined): readonly Role[] =>
  (person?.roles ?? []).filter((role) => role !== 'staff')
