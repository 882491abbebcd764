import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { faultForLog } from './faultForLog.ts'

const thrownBy = (work: () => unknown): unknown => {
  try {
    work()
  } catch (error) {
    return error
  }
  throw new Error('nothing was thrown')
}

it('[DE22] names an error by its kind and its code, and tells where it was thrown', () => {
  const reset = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' })
  const fault = faultForLog(new TypeError('fetch failed', { cause: reset }))
  expect(fault).toMatchObject({
    name: 'TypeError',
    message: 'fetch failed',
    cause: { code: 'ECONNRESET', message: 'read ECONNRESET' },
  })
  expect(fault.at[0]).toContain('faultForLog.test.ts')
  expect(faultForLog('no error at all')).toEqual({ name: 'string', message: 'no error at all', at: [] })
})

it('[DE22] says nothing that it quotes: names of files, texts, addresses', () => {
  const faults = [
    thrownBy(() => readFileSync('/nowhere/Jana Nováková – životopis.pdf')),
    thrownBy(() => JSON.parse('Jana Nováková, narozena 1. 1. 1970')),
    thrownBy(() => JSON.parse('{"name": "Jana "Nováková" "}')),
    new Error('the mailbox jana.novakova@mesto.example is full'),
    new Error('at Nováková\n    at Nováková'),
  ].map(faultForLog)
  expect(faults.map(({ message }) => message)).toEqual([
    'ENOENT: no such file or directory, open …',
    'Unexpected token …... is not valid JSON',
    expect.not.stringContaining('Nov'),
    'the mailbox … is full',
    expect.any(String),
  ])
  expect(faults[0]).toMatchObject({ name: 'Error', code: 'ENOENT' })
  expect(JSON.stringify(faults.map(({ at }) => at))).not.toContain('Nov')
  expect(faultForLog(new Error('x'.repeat(1_000))).message).toHaveLength(300)
})
