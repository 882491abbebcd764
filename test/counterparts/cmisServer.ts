import { spawn } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { freePort } from './freePort.ts'
import { unzip } from '../../records/package/unzip.ts'

/** A real CMIS repository (OpenCMIS in memory) on loopback. */
export interface CmisServer {
  readonly origin: string
  /** Address of the browser binding below the origin. */
  readonly path: string
  close(): Promise<void>
}

const cache = join(import.meta.dirname, '..', '..', '.cache', 'counterparts', 'cmis')

/** Only the browser binding: the others start web services that newer Java does not have. */
const webXml = `<?xml version="1.0" encoding="UTF-8"?>
<web-app version="2.4" xmlns="http://java.sun.com/xml/ns/j2ee">
  <listener>
    <listener-class>org.apache.chemistry.opencmis.server.impl.CmisRepositoryContextListener</listener-class>
  </listener>
  <servlet>
    <servlet-name>cmisbrowser</servlet-name>
    <servlet-class>org.apache.chemistry.opencmis.server.impl.browser.CmisBrowserBindingServlet</servlet-class>
    <init-param>
      <param-name>callContextHandler</param-name>
      <param-value>org.apache.chemistry.opencmis.server.shared.BasicAuthCallContextHandler</param-value>
    </init-param>
    <load-on-startup>1</load-on-startup>
  </servlet>
  <servlet-mapping>
    <servlet-name>cmisbrowser</servlet-name>
    <url-pattern>/browser/*</url-pattern>
  </servlet-mapping>
</web-app>`

export async function startCmisServer(): Promise<CmisServer> {
  const jars = await readdir(cache)
  const jar = (begin: string) => join(cache, jars.find((name) => name.startsWith(begin)) ?? `${begin} is missing`)
  const home = await mkdtemp(join(tmpdir(), 'glosa-cmis-'))
  const app = join(home, 'app')
  for (const [path, bytes] of unzip(await readFile(jar('chemistry-opencmis-server-inmemory'))) ?? []) {
    if (path.endsWith('/') || path.includes('..')) continue
    await mkdir(join(app, dirname(path)), { recursive: true })
    await writeFile(join(app, path), bytes)
  }
  await writeFile(join(app, 'WEB-INF', 'web.xml'), webXml)
  const properties = join(app, 'WEB-INF', 'classes', 'repository.properties')
  const settings = (await readFile(properties, 'utf8')).replace(
    'RepositoryFiller.Enable=true',
    'RepositoryFiller.Enable=false',
  )
  await writeFile(properties, settings)
  const port = await freePort()
  const server = spawn(
    'java',
    [
      '-Xmx400m',
      // It lives for minutes: what a second compiler and a second collector cost never comes back.
      '-XX:+UseSerialGC',
      '-XX:TieredStopAtLevel=1',
      // Its own log says when it is ready.
      '-Dorg.eclipse.jetty.util.log.class=org.eclipse.jetty.util.log.StdErrLog',
      `-Djava.io.tmpdir=${home}`,
      '-jar',
      jar('jetty-runner'),
      '--host',
      '127.0.0.1',
      '--port',
      String(port),
      '--path',
      '/inmemory',
      app,
    ],
    { cwd: home, stdio: ['ignore', 'ignore', 'pipe'] },
  )
  await new Promise<void>((resolve, reject) => {
    let words = ''
    server.stderr.on('data', (chunk: Buffer) => {
      words = `${words}${chunk.toString('utf8')}`.slice(-20_000)
      if (words.includes('Started @')) resolve()
    })
    server.once('error', reject)
    server.once('close', () => reject(new Error(`the CMIS server ended: ${words.slice(-2_000)}`)))
  })
  return {
    origin: `http://127.0.0.1:${port}`,
    path: '/inmemory/browser',
    async close() {
      const ended = new Promise((resolve) => server.once('close', resolve))
      server.kill('SIGKILL')
      await ended
      await rm(home, { recursive: true, force: true })
    },
  }
}
