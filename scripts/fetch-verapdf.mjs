// Fetches veraPDF, the validator of PDF/A and PDF/UA that the tests use, from Maven Central into
// .cache/verapdf. Does nothing when it is there. Needs Maven; says so and exits with 1 without it.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import path from 'node:path'

const root = path.join(import.meta.dirname, '..')
const target = path.join(root, '.cache', 'verapdf')
if (existsSync(target) && readdirSync(target).some((name) => name.startsWith('greenfield-apps-'))) process.exit(0)

const unfinished = `${target}.${process.pid}`
mkdirSync(unfinished, { recursive: true })
try {
  const pom = path.join(root, 'test', 'support', 'verapdf', 'pom.xml')
  execFileSync('mvn', ['-B', '-q', '-f', pom, 'dependency:copy-dependencies', `-DoutputDirectory=${unfinished}`], {
    stdio: 'inherit',
    timeout: 600_000,
  })
  rmSync(target, { recursive: true, force: true })
  renameSync(unfinished, target)
} catch (error) {
  rmSync(unfinished, { recursive: true, force: true })
  console.error(`veraPDF could not be fetched from Maven Central: ${error.message}`)
  process.exit(1)
}
