import { expect, it } from 'vitest'
import { DirectoryClient } from './directoryClient.ts'
import { DirectoryConfigError, type DirectoryConfig } from './directoryConfig.ts'

const config: DirectoryConfig = {
  name: 'urad',
  urls: ['ldaps://dc1.urad.example', 'ldaps://[::1]:1636'],
  ca: null,
  preset: 'active-directory',
  serviceDn: 'cn=glosa,dc=urad,dc=example',
  servicePassword: 'tajne',
  peopleBase: 'ou=lide,dc=urad,dc=example',
  groupsBase: 'ou=skupiny,dc=urad,dc=example',
  unitsBase: null,
  roleGroups: {},
}

it.each([
  ['ldap://dc1.urad.example'],
  ['ldap://dc1.urad.example:636'],
  ['ldapi://%2Frun%2Fldapi'],
  ['LDAP://dc1.urad.example'],
  ['ldaps://'],
  ['ldaps://uzivatel:heslo@dc1.urad.example'],
  ['ldaps://dc1.urad.example/ou=lide'],
  ['dc1.urad.example'],
])('[AU36] takes no address but ldaps:// ones: %s', (url) => {
  expect(() => new DirectoryClient({ ...config, urls: [config.urls[0] ?? '', url] })).toThrow(DirectoryConfigError)
})

it('[AU37] lists every fault of a configuration at once, and no password', () => {
  const faulty = { ...config, name: 'Úřad', urls: ['ldap://a:heslo@b'], serviceDn: 'glosa', servicePassword: '' }
  const make = () => new DirectoryClient({ ...faulty, peopleBase: 'lide', unitsBase: 'x,' })
  expect(make).toThrow(/name:.*urls:.*serviceDn:.*servicePassword:.*peopleBase:.*unitsBase:/)
  expect(make).not.toThrow(/heslo/)
  expect(() => new DirectoryClient(config)).not.toThrow()
})
