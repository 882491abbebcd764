/** Whose ways a directory has, unless its configuration says otherwise. */
export type DirectoryPreset = 'openldap' | 'active-directory'

/** Which attribute of the directory holds what. */
export interface AttributeMap {
  /** Object class that every person entry has. */
  readonly personClass: string
  readonly groupClass: string
  /** The id that never changes: `entryUUID` or `objectGUID`. */
  readonly id: string
  readonly login: string
  /** Further attributes by which people sign in, e.g. `userPrincipalName`. */
  readonly furtherLogins: readonly string[]
  readonly displayName: string
  readonly email: string
  readonly member: string
  readonly unitName: string
  readonly unitMark: string
  /** Attribute of a unit's group with the DNs of its heads; `null` when the directory says it by groups. */
  readonly unitHead: string | null
  /** The same for deputies. */
  readonly unitDeputy: string | null
}

const presets: Readonly<Record<DirectoryPreset, AttributeMap>> = {
  openldap: {
    personClass: 'inetOrgPerson',
    groupClass: 'groupOfNames',
    id: 'entryUUID',
    login: 'uid',
    furtherLogins: [],
    displayName: 'displayName',
    email: 'mail',
    member: 'member',
    unitName: 'description',
    unitMark: 'cn',
    unitHead: 'owner',
    unitDeputy: null,
  },
  'active-directory': {
    personClass: 'user',
    groupClass: 'group',
    id: 'objectGUID',
    login: 'sAMAccountName',
    furtherLogins: ['userPrincipalName'],
    displayName: 'displayName',
    email: 'mail',
    member: 'member',
    unitName: 'description',
    unitMark: 'cn',
    unitHead: 'managedBy',
    unitDeputy: null,
  },
}

/** The preset's attributes with what the office does differently. */
export const attributesOf = (config: {
  readonly preset: DirectoryPreset
  readonly attributes?: Partial<AttributeMap>
}): AttributeMap => ({
  ...presets[config.preset],
  ...config.attributes,
})

/** Every attribute by which somebody may be found who signs in. */
export const loginAttributes = ({ login, furtherLogins }: AttributeMap): readonly string[] => [login, ...furtherLogins]
