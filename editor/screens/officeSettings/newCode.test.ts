import { expect, it } from 'vitest'
import { newCode } from './newCode.ts'

it.each([
  ['Rozpočet a dotace', [], 'rozpocet-a-dotace'],
  ['  Žádost (č. 2) ', [], 'zadost-c-2'],
  ['Rozpočet', ['rozpocet', 'rozpocet-2'], 'rozpocet-3'],
  ['…', [], 'code'],
  ['Velmi dlouhé pojmenování, které se do kódu nevejde', [], 'velmi-dlouhe-pojmenovani-ktere-se'],
])('[UA9] makes a code of “%s”', (name, taken, code) => {
  expect(newCode(name, taken, 'code')).toBe(code)
})
