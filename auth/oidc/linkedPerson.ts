import { refused, type Person, type Refused } from '@glosa/domain/model'
import { DirectoryUnavailable } from '../directory/dial.ts'
import type { DirectoryClient } from '../directory/directoryClient.ts'
import { findPersonByLogin } from '../people/findPerson.ts'
import type { VouchedFor } from './singleSignOn.ts'

/**
 * The person of the directory that a provider vouches for, as the directory has them now. Exactly one must fit; an
 * e-mail address counts only when the provider has verified it.
 * @param people everybody the office knows, for finding the login of an address or id
 * @returns `oidc-not-linked` or `directory-unavailable` when it is no
 */
export async function linkedPerson(
  vouched: Pick<VouchedFor, 'provider' | 'who' | 'emailIsVerified'>,
  directory: DirectoryClient,
  people: readonly Person[],
  now: number,
): Promise<{ readonly person: Person; readonly unitName: string | null } | Refused> {
  const login = loginOf(vouched, people)
  if (login === null) return refused('oidc-not-linked')
  try {
    const found = await findPersonByLogin(directory, login, now)
    if (!found || !stillFits(vouched, found.person)) return refused('oidc-not-linked')
    return { person: found.person, unitName: found.unit?.name ?? null }
  } catch (error) {
    if (error instanceof DirectoryUnavailable) return refused('directory-unavailable')
    throw error
  }
}

type Vouched = Pick<VouchedFor, 'provider' | 'who' | 'emailIsVerified'>

function loginOf(vouched: Vouched, people: readonly Person[]): string | null {
  if (vouched.provider.link.to === 'login') return /\p{Cc}/u.test(vouched.who) ? null : vouched.who
  const [one, other] = people.filter((person) => stillFits(vouched, person))
  return one !== undefined && other === undefined ? one.login : null
}

/** Whether the person is the one that the claim names; also asked of the fresh entry, which may have changed. */
function stillFits({ provider, who, emailIsVerified }: Vouched, person: Person): boolean {
  switch (provider.link.to) {
    case 'login':
      return true
    case 'id':
      return person.id === who || person.id.endsWith(`:${who.toLowerCase()}`)
    case 'email':
      return emailIsVerified && person.email?.toLowerCase() === who.toLowerCase()
  }
}
