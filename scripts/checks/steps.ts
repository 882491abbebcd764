import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { browserTypeNames, namedLikeBrowserTypes } from './browserTypeNames.ts'
import { machineWords } from './machineWords.ts'
import { oneKeeper } from './oneKeeper.ts'
import { rulesAreListed, rulesHaveTests } from './rulesHaveTests.ts'
import { sourceFiles } from './sourceFiles.ts'
import { foundNothing, type StepResult } from './step.ts'
import { root, tool } from './tool.ts'
import { translationGaps, type Texts } from './translations.ts'

const packages = ['domain', 'storage', 'auth', 'records', 'formats', 'collab-server', 'editor', 'test', 'scripts']
const present = packages.filter((name) => existsSync(join(root, name)))

/** The steps of `npm run check`, longest first, so that they end together when several run at once. */
export const steps: ReadonlyMap<string, () => Promise<StepResult>> = new Map([
  ['unused', () => tool('knip', ['--no-progress'])],
  ['format', () => tool('prettier', ['--check', '--log-level', 'warn', '.'])],
  ['dependencies', dependencies],
  ['types', () => tool('typescript#tsc', ['-p', '.'])],
  ['lint', () => tool('oxlint', ['--deny-warnings', '--format', 'unix'])],
  ['rules', async () => foundNothing(rules())],
  ['names', async () => foundNothing(namedLikeBrowserTypes(sourceFiles(ourTypes), browserTypeNames(libDom())))],
  ['keepers', async () => foundNothing(oneKeeper(sourceFiles(ourCode)))],
  [
    'paths',
    async () => foundNothing(machineWords(sourceFiles(/\.(?:tsx?|mjs|cjs|json|md|ya?ml|sh|html|css|typ)$|^docker\//))),
  ],
  ['translations', async () => foundNothing(gapsOfAllLanguages())],
])

/** dependency-cruiser warns that it knows no TypeScript 7; its config says why that does no harm. */
async function dependencies(): Promise<StepResult> {
  const { ok, details } = await tool('dependency-cruiser#depcruise', ['--output-type', 'err', ...present])
  return { ok, details: details.replace(/\n\s*‼ missing-tsc-transpiler[^]*$/, '') }
}

/** Contract suites carry rules too, and are no test files themselves. */
const ourTests = /\.test\.tsx?$|^test\/(?!bench\/).*\.tsx?$/
const ourCode = /^(?:domain|storage|auth|records|formats|collab-server|editor)\/.*(?<!\.test)\.tsx?$/
const ourTypes = /^(?:domain|storage|auth|records|formats|collab-server|editor|test\/support)\/.*\.tsx?$/

function rules(): readonly string[] {
  const sections = sourceFiles(/^docs\/rules\/.*\.md$/)
  const index = readFileSync(join(root, 'docs', 'rules.md'), 'utf8')
  return [...rulesHaveTests(sections, sourceFiles(ourTests)), ...rulesAreListed(index, sections)]
}

function libDom(): string {
  const folder = join(root, 'node_modules', '@typescript')
  const native = readdirSync(folder).find((name) => name.startsWith('typescript-'))
  if (native === undefined) throw new Error(`No compiler of this machine in ${folder}`)
  return readFileSync(join(folder, native, 'lib', 'lib.dom.d.ts'), 'utf8')
}

/** Czech is the source of truth; every other language in editor/i18n must say as much. */
function gapsOfAllLanguages(): readonly string[] {
  const files = sourceFiles(/^editor\/i18n\/[a-z]{2}\.json$/)
  const texts = new Map(files.map(({ path, text }) => [path.slice(-7, -5), JSON.parse(text) as Texts]))
  const source = texts.get('cs')
  if (source === undefined) return existsSync(join(root, 'editor', 'i18n')) ? ['editor/i18n/cs.json is missing.'] : []
  return [...texts].flatMap(([language, own]) => translationGaps(language, own, 'cs', source))
}
