import { demoConfig, demoEntries, startDemoDirectory } from '@glosa/auth/demo'
import { specialEntries } from '../directories/specialEntries.ts'
import { startSlapd } from '../directories/slapd.ts'
import { describeDirectory } from './directory.ts'

describeDirectory('the demo directory', async () => {
  const demo = await startDemoDirectory({ furtherEntries: specialEntries })
  return { port: Number(new URL(demo.url).port), config: demo.config, close: () => demo.close() }
})

describeDirectory('OpenLDAP', async () => {
  const servicePassword = 'Sluzba-heslo-1'
  const slapd = await startSlapd([...demoEntries(servicePassword), ...specialEntries])
  const urls = [`ldaps://127.0.0.1:${slapd.port}`]
  return { port: slapd.port, config: demoConfig({ urls, ca: slapd.ca, servicePassword }), close: () => slapd.close() }
})
