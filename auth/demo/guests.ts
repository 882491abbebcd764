import type { Role } from '@glosa/domain/model'
import { demoPeople, demoUnits } from './office.ts'

/** A person of the demo office whom a newcomer may be. */
interface DemoGuest {
  readonly login: string
  readonly password: string
  readonly displayName: string
  /** `null` for members of the council. */
  readonly unitName: string | null
  /** The role in which something waits for the person. */
  readonly role: Role
}

/** The jobs of the procedure in their order, each with somebody who has work to do. */
const jobs: readonly (readonly [login: string, role: Role])[] = [
  ['svobodova', 'drafter'],
  ['benes', 'staff'],
  ['stastny', 'unit-head'],
  ['hejtman', 'council-member'],
  ['pokorna', 'secretary'],
  ['spisovna', 'records-manager'],
  ['spravce', 'administrator'],
]

/** Whom to be first in the demo, one for each job. */
export const demoGuests: readonly DemoGuest[] = jobs.flatMap(([login, role]) => {
  const person = demoPeople.find((each) => each.login === login && each.roles.includes(role))
  if (!person) return []
  const { password, displayName, unitMark } = person
  const unitName = demoUnits.find(({ mark }) => mark === unitMark)?.name ?? null
  return [{ login, password, displayName, unitName, role }]
})
