import { roles } from '@glosa/domain/model'
import { describe, expect, it } from 'vitest'
import { demoGuests } from './guests.ts'

describe('whom a newcomer may be', () => {
  it('[NZ3] somebody for each role of the office', () => {
    expect(demoGuests.map(({ role }) => role).toSorted()).toEqual(roles.toSorted())
    for (const { password } of demoGuests) expect(password).not.toBe('')
  })
})
