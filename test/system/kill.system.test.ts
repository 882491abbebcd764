import { expect, it } from 'vitest'
import { measureKill } from '../bench/kill.ts'

it('[SY9] every letter that was acknowledged is there after the server was killed, again and again', async () => {
  const { kills, acknowledged, lost } = await measureKill(5)
  expect({ kills, lost }).toEqual({ kills: 5, lost: 0 })
  // Else there was nothing to lose.
  expect(acknowledged).toBeGreaterThan(100)
})
