import { DirectoryUnavailable, readDirectory, type DirectoryClient, type DirectoryConfig } from '@glosa/auth'
import type { Instant, Projections, Role } from '@glosa/domain/model'
import type { Logger } from 'pino'
import type { DirectorySettings } from './config.ts'

/** The configuration of `auth` for an office's settings. */
export const directoryConfigOf = (settings: DirectorySettings): DirectoryConfig => ({
  name: 'office',
  urls: settings.urls,
  ca: settings.ca,
  preset: settings.preset === 'ad' ? 'active-directory' : 'openldap',
  serviceDn: settings.bindDn,
  servicePassword: settings.bindPassword,
  peopleBase: settings.peopleBase,
  groupsBase: settings.groupsBase,
  unitsBase: settings.unitsBase,
  roleGroups: Object.fromEntries(Object.entries(settings.roleGroups).map(([role, dn]) => [role as Role, [dn]])),
})

const readEveryMs = 5 * 60_000

/** Keeps the list of people and units like the directory's. */
export interface DirectoryReader {
  /** Reads now. Throws when the directory does not answer. */
  read(): Promise<void>
  close(): void
}

export function startDirectoryReader(
  client: DirectoryClient,
  projections: Projections,
  now: () => Instant,
  log: Logger,
): DirectoryReader {
  const read = async () => {
    const { people, units, findings } = await readDirectory(client, now())
    await projections.putDirectory(people, units)
    const counts = new Map<string, number>()
    for (const { code } of findings) counts.set(code, (counts.get(code) ?? 0) + 1)
    log.info({ people: people.length, units: units.length, findings: Object.fromEntries(counts) }, 'directory read')
  }
  const timer = setInterval(() => {
    read().catch((error: unknown) => {
      // What was read before stays; people see it a little older.
      if (error instanceof DirectoryUnavailable) log.warn({ err: error }, 'the directory does not answer')
      else log.error({ err: error }, 'the directory could not be read')
    })
  }, readEveryMs)
  timer.unref()
  return { read, close: () => clearInterval(timer) }
}
