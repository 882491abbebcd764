import { AttemptLimits, DirectoryClient, signIn } from '@glosa/auth'
import { startDemoDirectory } from '@glosa/auth/demo'
import { instant } from '@glosa/domain/model'

/**
 * A process of its own: prints the password of the service account, then what came of signing
 * somebody in with the right and with a wrong password. What the LDAP library says of its work is decided when a process starts.
 */
const demo = await startDemoDirectory()
const client = new DirectoryClient(demo.config)
console.log(demo.config.servicePassword)
const limits = new AttemptLimits()
for (const password of ['Heslo-novakova', 'Uplne-spatne-heslo']) {
  const answer = await signIn(
    { login: 'novakova', password, ip: '10.0.0.1' },
    { directory: client, limits, now: () => instant(Date.now()), sleep: async () => {}, floor: 0 },
  )
  console.log('refused' in answer ? answer.refused : `signed in ${answer.person.login}`)
}
await client.close()
await demo.close()
