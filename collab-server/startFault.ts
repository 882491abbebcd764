import { SecretKeysError, SecretUnreadable, SigningKeysError } from '@glosa/auth'
import type { Config } from './config.ts'

/** Why a start failed, for whoever is at the terminal. */
export interface StartFault {
  /** One sentence, or a few, that say what to change. */
  readonly told: string
  readonly exitCode: 1 | 3
}

/** Tells what kept the server from starting; `null` for what nobody foresaw: that is a bug, and its stack is wanted. */
export function startFault(error: unknown, config: Pick<Config, 'port' | 'host' | 'dataDir'>): StartFault | null {
  if (error instanceof Error && codeOf(error) === 'data-folder-in-use') return { told: error.message, exitCode: 3 }
  const told = sentenceOf(error, config)
  return told === null ? null : { told, exitCode: 1 }
}

function sentenceOf(error: unknown, { port, host, dataDir }: Pick<Config, 'port' | 'host' | 'dataDir'>): string | null {
  if (!(error instanceof Error)) return null
  const code = codeOf(error)
  if (code === 'data-folder-too-new' || code === 'storage-unavailable' || error instanceof SigningKeysError)
    return `Glosa cannot start. ${error.message}`
  if (error instanceof SecretUnreadable || error instanceof SecretKeysError)
    return `Glosa cannot start. Secrets in the storage cannot be opened: ${error.message}. Give GLOSA_SECRET_KEYS_FILE every key that sealed them.`
  if ('syscall' in error && (error.syscall === 'listen' || error.syscall === 'getaddrinfo')) {
    if (code === 'EADDRINUSE')
      return `The port ${port} is in use by another program. Stop that one first, or set PORT to another.`
    if (code === 'EACCES') return `The port ${port} is only for administrators. Set PORT to 1024 or above.`
    return `Nobody can listen at ${host} (${String(code)}). Set GLOSA_HOST to an address of this machine.`
  }
  const path = 'path' in error && typeof error.path === 'string' ? error.path : null
  if (path !== null && (path.startsWith(dataDir) || dataDir.startsWith(path)))
    return `Glosa cannot start. ${path} cannot be used (${String(code)}). Mend that, or set GLOSA_DATA to another folder.`
  return null
}

/** The errors of the storage and of the system are told apart by their codes. */
const codeOf = (error: Error): unknown => ('code' in error ? error.code : null)
