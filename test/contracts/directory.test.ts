import { demoConfig, demoEntries, demoServiceDn, startDemoDirectory } from '@glosa/auth/demo'
import {
  activeDirectoryOffice,
  administratorName,
  administratorPassword,
} from '../directories/activeDirectoryOffice.ts'
import { demoHand, ldapHand } from '../directories/hand.ts'
import { manyPeople } from '../directories/manyPeople.ts'
import { startSamba } from '../directories/samba.ts'
import { slapdAdministrator, startSlapd } from '../directories/slapd.ts'
import { specialEntries } from '../directories/specialEntries.ts'
import { wrongPasswords } from '../directories/wrongPasswords.ts'
import { describeDirectory } from './directory.ts'

const furtherEntries = [...specialEntries, ...manyPeople]
const servicePassword = 'Sluzba-heslo-1'

describeDirectory('the demo directory', async () => {
  const demo = await startDemoDirectory({ furtherEntries })
  return {
    host: '127.0.0.1',
    port: Number(new URL(demo.url).port),
    config: demo.config,
    hand: demoHand(demo),
    close: () => demo.close(),
  }
})

describeDirectory('OpenLDAP', async () => {
  const slapd = await startSlapd([...demoEntries(servicePassword), ...furtherEntries])
  const url = `ldaps://127.0.0.1:${slapd.port}`
  const { dn, password } = slapdAdministrator
  return {
    host: '127.0.0.1',
    port: slapd.port,
    config: demoConfig({ urls: [url], ca: slapd.ca, servicePassword }),
    hand: ldapHand('openldap', { url, ca: slapd.ca, name: dn, password }),
    close: () => slapd.close(),
  }
})

describeDirectory('Active Directory (Samba)', async () => {
  const samba = await startSamba(activeDirectoryOffice([...demoEntries(servicePassword), ...furtherEntries]))
  const { url, ca, host } = samba
  const config = {
    ...demoConfig({ urls: [url], ca, servicePassword }),
    preset: 'active-directory' as const,
    serviceDn: demoServiceDn,
    // The personal number is a login too in this office.
    attributes: { furtherLogins: ['userPrincipalName', 'employeeID'] },
  }
  await wrongPasswords({ url, ca }, 'zamceny@podhorsky-kraj.example', 5)
  const hand = ldapHand('active-directory', { url, ca, name: administratorName, password: administratorPassword })
  return { host, port: 636, config, hand, close: () => samba.close() }
})
