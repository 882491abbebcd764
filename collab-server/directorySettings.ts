import { readFileSync } from 'node:fs'
import type { AttributeMap, DirectoryConfig } from '@glosa/auth'
import { roles } from '@glosa/domain/model'
import * as z from 'zod'

/** Settings of the office's directory, as given; `auth` makes its own configuration of them. */
export interface DirectorySettings {
  readonly urls: readonly string[]
  readonly preset: 'openldap' | 'ad'
  readonly ca: string | null
  readonly bindDn: string
  readonly bindPassword: string
  readonly peopleBase: string
  readonly groupsBase: string
  readonly unitsBase: string | null
  /** Role → DN of its group. */
  readonly roleGroups: Readonly<Record<string, string>>
  readonly map: DirectoryMapFile | null
}

/** The configuration of `auth` for an office's settings. */
export function directoryConfigOf(settings: DirectorySettings): DirectoryConfig {
  const { map } = settings
  const byVariables = Object.entries(settings.roleGroups).map(([role, dn]) => [role, [dn]] as const)
  const roleGroups: Record<string, readonly string[]> = Object.fromEntries(byVariables)
  for (const [role, named] of Object.entries(map?.roles ?? {}))
    roleGroups[role] = [...(roleGroups[role] ?? []), ...named]
  return {
    name: 'office',
    urls: settings.urls,
    ca: settings.ca,
    preset: settings.preset === 'ad' ? 'active-directory' : 'openldap',
    serviceDn: settings.bindDn,
    servicePassword: settings.bindPassword,
    peopleBase: settings.peopleBase,
    groupsBase: settings.groupsBase,
    unitsBase: settings.unitsBase,
    roleGroups,
    unitGroups: map?.units ?? [],
    ...(map?.endedWhen ? { endedWhen: map.endedWhen } : {}),
    attributes: map?.attributes ?? {},
  }
}

const attribute = z.string().regex(/^[A-Za-z][A-Za-z0-9-]{0,60}$/)
const namedGroup = z.string().trim().min(1).max(1_000)

const attributes = z.strictObject({
  personClass: attribute.exactOptional(),
  groupClass: attribute.exactOptional(),
  id: attribute.exactOptional(),
  login: attribute.exactOptional(),
  furtherLogins: z.array(attribute).exactOptional(),
  displayName: attribute.exactOptional(),
  email: attribute.exactOptional(),
  member: attribute.exactOptional(),
  unitName: attribute.exactOptional(),
  unitMark: attribute.exactOptional(),
  unitHead: attribute.nullable().exactOptional(),
  unitDeputy: attribute.nullable().exactOptional(),
}) satisfies z.ZodType<Partial<AttributeMap>>

const mapFile = z.strictObject({
  attributes: attributes.default({}),
  /** Groups by id or DN. */
  roles: z.partialRecord(z.enum(roles), z.array(namedGroup)).default({}),
  units: z
    .array(
      z.strictObject({ group: namedGroup, heads: namedGroup.exactOptional(), deputies: namedGroup.exactOptional() }),
    )
    .default([]),
  endedWhen: z.strictObject({ attribute, values: z.array(z.string().min(1)).min(1) }).exactOptional(),
})

/** How the office's directory differs from the preset, and which of its groups are what. */
export type DirectoryMapFile = z.output<typeof mapFile>

/** Reads the map of `GLOSA_LDAP_MAP_FILE`. @returns every fault as one sentence when it is not acceptable */
export function readDirectoryMap(path: string): DirectoryMapFile | { readonly faults: readonly string[] } {
  let json: unknown
  try {
    json = JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    const why =
      error instanceof SyntaxError ? 'it is no JSON' : error instanceof Error && 'code' in error ? error.code : ''
    return { faults: [`GLOSA_LDAP_MAP_FILE: ${path} cannot be read (${String(why)})`] }
  }
  const parsed = mapFile.safeParse(json)
  if (parsed.success) return parsed.data
  const faults = parsed.error.issues.map(({ path: at, message }) => `GLOSA_LDAP_MAP_FILE: ${at.join('.')}: ${message}`)
  return { faults }
}
