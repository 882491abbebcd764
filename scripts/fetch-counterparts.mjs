// Fetches the counterparts of records adapters that run on Java (the E-ARK validator commons-ip2, the CMIS
// repository OpenCMIS with Jetty) from Maven Central into .cache/counterparts. Does nothing when they are there.
// Needs Maven; says so and exits with 1 without it.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import path from 'node:path'

const root = path.join(import.meta.dirname, '..')
const poms = { earkvalidator: 'pom.xml', cmis: 'cmis-pom.xml' }

for (const [name, pom] of Object.entries(poms)) {
  const target = path.join(root, '.cache', 'counterparts', name)
  if (existsSync(target) && readdirSync(target).length > 0) continue
  const unfinished = `${target}.${process.pid}`
  mkdirSync(unfinished, { recursive: true })
  try {
    const file = path.join(root, 'test', 'counterparts', 'java', pom)
    // Only what is named for the repository itself: the war brings its own libraries.
    const scope = name === 'cmis' ? ['-DexcludeTransitive=true'] : []
    execFileSync(
      'mvn',
      ['-B', '-q', '-f', file, 'dependency:copy-dependencies', `-DoutputDirectory=${unfinished}`, ...scope],
      { stdio: 'inherit', timeout: 600_000 },
    )
    rmSync(target, { recursive: true, force: true })
    renameSync(unfinished, target)
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true })
    console.error(`${name} could not be fetched from Maven Central: ${error.message}`)
    process.exit(1)
  }
}
