import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const root = join(import.meta.dirname, '..', '..')
const read = (path: string) => readFileSync(join(root, path), 'utf8')

interface Manifest {
  readonly engines?: Readonly<Record<string, string>>
  readonly scripts?: Readonly<Record<string, string>>
  readonly workspaces?: readonly string[]
  readonly allowScripts?: Readonly<Record<string, boolean>>
  readonly dependencies?: Readonly<Record<string, string>>
  readonly devDependencies?: Readonly<Record<string, string>>
}
const manifestOf = (folder: string): Manifest => JSON.parse(read(join(folder, 'package.json')))
const whole = manifestOf('.')
const exact = /^\d+\.\d+\.\d+(-[\w.]+)?$/

it('[FZ6] Node.js is a dependency of an exact version, whose install script npm may run, and it runs this test', () => {
  const pinned = whole.dependencies?.['node'] ?? ''
  expect(pinned).toMatch(exact)
  expect(process.versions.node).toBe(pinned)
  expect(whole.allowScripts?.['node']).toBe(true)
  expect(whole.engines?.['node']).toBe(`>=${pinned.split('.')[0]}.0.0 <${Number(pinned.split('.')[0]) + 1}`)
})

it('[FZ6] every dependency has one exact version, and the lock file has the same', () => {
  const lock: { packages: Record<string, Manifest> } = JSON.parse(read('package-lock.json'))
  for (const folder of ['', ...(whole.workspaces ?? [])]) {
    const { dependencies = {}, devDependencies = {} } = manifestOf(folder || '.')
    const wanted = { ...dependencies, ...devDependencies }
    for (const [name, version] of Object.entries(wanted)) expect(version, `${folder}: ${name}`).toMatch(exact)
    const locked = lock.packages[folder]
    expect({ ...locked?.dependencies, ...locked?.devDependencies }, folder).toEqual(wanted)
  }
})

/** What is run before anything is installed: the scripts of package.json and all that they import. */
function firstScripts(): readonly string[] {
  const found = new Set<string>()
  const visit = (path: string) => {
    if (found.has(path)) return
    found.add(path)
    for (const name of importsOf(path)) if (name.startsWith('.')) visit(join('scripts', name))
  }
  for (const command of Object.values(whole.scripts ?? {})) {
    const [, path] = /^node (scripts\/\S+)$/.exec(command) ?? []
    if (path) visit(path)
  }
  return [...found]
}
const importsOf = (path: string) =>
  [...read(path).matchAll(/(?:^import [^'"]*|from |import\()['"]([^'"]+)['"]/gm)].map(([, name = '']) => name)

it('[FZ5] what runs first imports its own kind and what Node.js brings', () => {
  const scripts = firstScripts()
  expect(scripts).toEqual(expect.arrayContaining(['scripts/start.mjs', 'scripts/test.mjs', 'scripts/setup.mjs']))
  for (const path of scripts) {
    expect(path).toMatch(/\.mjs$/)
    for (const name of importsOf(path)) {
      const isOwn = name.startsWith('./') && existsSync(join(root, 'scripts', name))
      expect(isOwn || (name.startsWith('node:') && builtinModules.includes(name.slice(5))), `${path}: ${name}`).toBe(
        true,
      )
    }
    // Of what is newer than Node.js 20.0, these are the likely ones.
    expect(read(path), path).not.toMatch(
      /import\.meta\.(dirname|filename|main)|\.isWellFormed\(|Object\.groupBy|Promise\.(withResolvers|try)|\bawait using\b|\busing \w+ =|\.(union|intersection|difference)\(|globSync|styleText|registerHooks|RegExp\.escape|Iterator\.from/,
    )
  }
})

it('[FZ4] npm test without the programs says what is missing and what for, and exits with 1', () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/test.mjs', 'no-such-test'], {
    cwd: root,
    encoding: 'utf8',
    env: { PATH: '/nowhere' },
  })
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' })
  expect(stderr).toContain('Missing for the tests:')
  for (const line of [
    'chromium: Debian package chromium (end-to-end tests)',
    'pdftotext: Debian package poppler-utils',
  ])
    expect(stderr).toContain(`  ${line}`)
  expect(stderr).not.toMatch(/\n {4}at /)
})

it('[FZ4] what is run for each change is npm test and nothing less', () => {
  const commands = read('.ci/run')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
  expect(commands).toEqual(['set -euo pipefail', 'cd "$(dirname "${BASH_SOURCE[0]}")/.."', 'npm test'])
})

it('[FZ13] the README gives the two commands, a picture, and every folder', () => {
  const readme = read('README.md')
  for (const command of ['npm start', 'npm test']) expect(readme).toContain(`\n\`\`\`\n${command}\n\`\`\`\n`)
  for (const [, path = ''] of readme.matchAll(/\]\(([^)#]+)\)/g)) {
    if (!/^https?:/.test(path)) expect(existsSync(join(root, path)), path).toBe(true)
  }
  expect(readme).toMatch(/!\[[^\]]+\]\(docs\/screenshot\.png\)/)
  const folders = [...(whole.workspaces ?? []), 'scripts', 'docker', 'docs'].map((name) => `${name}/`)
  const told = [...readme.matchAll(/^\| `(\w[\w-]*\/)` \|/gm)].map(([, name]) => name)
  expect(told.toSorted()).toEqual(folders.toSorted())
})

it('[FZ13] the documents of a project are there', () => {
  const pages = [
    ...['architecture', 'rules', 'names', 'protocol', 'configuration', 'benchmarks'].map((name) => `docs/${name}.md`),
    ...['LICENSE', 'CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md', 'publiccode.yml'],
  ]
  for (const page of pages) expect(read(page).length, page).toBeGreaterThan(400)
  expect(read('LICENSE')).toContain('EUROPEAN UNION PUBLIC LICENCE v. 1.2')
  expect(readdirSync(join(root, 'docs/decisions'))).toContain('0001-ldapts-for-ldapjs.md')
})
