import { SecretKeysError, SecretUnreadable, SigningKeysError } from '@glosa/auth'
import { DataFolderInUse, DataFolderTooNew, StorageUnavailable } from '@glosa/storage'
import { expect, it } from 'vitest'
import { startFault } from './startFault.ts'

const config = { port: 80, host: '10.0.0.5', dataDir: '/srv/glosa' }
const system = (code: string, facts: object) => Object.assign(new Error(`${code}: inside`), { code, ...facts })

it.each([
  ['a data folder in use', new DataFolderInUse('/srv/glosa'), 3, ['/srv/glosa', 'in use', 'choose another folder']],
  ['data of a newer release', new DataFolderTooNew('Written by release 9.'), 1, ['Written by release 9.']],
  ['storage away', new StorageUnavailable('The database does not answer.'), 1, ['The database does not answer.']],
  ['signing keys that others may read', new SigningKeysError('keys must have mode 0600.'), 1, ['0600']],
  ['secrets of another key', new SecretUnreadable('key k1'), 1, ['key k1', 'GLOSA_SECRET_KEYS_FILE']],
  ['a broken ring', new SecretKeysError('line 2'), 1, ['line 2', 'GLOSA_SECRET_KEYS_FILE']],
  ['a port in use', system('EADDRINUSE', { syscall: 'listen' }), 1, ['80', 'in use', 'set PORT']],
  ['a port of administrators', system('EACCES', { syscall: 'listen' }), 1, ['80', 'Set PORT']],
  ['a foreign address', system('EADDRNOTAVAIL', { syscall: 'listen' }), 1, ['10.0.0.5', 'Set GLOSA_HOST']],
  ['a name that is none', system('ENOTFOUND', { syscall: 'getaddrinfo' }), 1, ['10.0.0.5', 'Set GLOSA_HOST']],
  ['a folder that is a file', system('EEXIST', { syscall: 'mkdir', path: '/srv/glosa' }), 1, ['/srv/glosa', 'EEXIST']],
])('[FZ1] %s is told in a sentence', (_case, error, exitCode, words) => {
  const fault = startFault(error, config)
  expect(fault?.exitCode).toBe(exitCode)
  for (const word of words) expect(fault?.told).toContain(word)
  expect(fault?.told).toMatch(/^[^\n]+\.$/)
  expect(fault?.told).not.toContain('inside')
})

it('[FZ1] what nobody foresaw keeps its stack', () => {
  expect(startFault(new TypeError('a bug'), config)).toBeNull()
  expect(startFault(system('ENOENT', { path: '/usr/share/font' }), config)).toBeNull()
  expect(startFault('nothing', config)).toBeNull()
})
