import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

const repository = dirname(dirname(import.meta.dirname))

/** One breach of a dependency rule: the file and the rule's name in .dependency-cruiser.cjs. */
export interface Breach {
  readonly from: string
  readonly rule: string
}

/**
 * Lays out a repository like ours, but with the given files only, and returns what dependency-cruiser finds in it
 * under our own rules.
 *
 * Our packages are resolved by name to the planted files; packages from npm are the installed ones.
 *
 * @param files path to source text
 * @param manifests package name (without `@glosa/`) to the dependencies and exports its package.json declares
 */
export function breachesIn(
  files: Readonly<Record<string, string>>,
  manifests: Readonly<Record<string, { dependencies: readonly string[]; exports: Readonly<Record<string, string>> }>>,
): readonly Breach[] {
  const root = mkdtempSync(join(tmpdir(), 'glosa-planted-'))
  try {
    linkPackages(root, Object.keys(manifests))
    for (const [name, { dependencies, exports }] of Object.entries(manifests))
      write(
        join(root, name, 'package.json'),
        JSON.stringify({ name: `@glosa/${name}`, dependencies: versions(dependencies), exports }),
      )
    write(join(root, 'package.json'), JSON.stringify({ name: 'planted', dependencies: {} }))
    for (const [path, text] of Object.entries(files)) write(join(root, path), text)
    return cruise(root, [...new Set(Object.keys(files).map((path) => path.split('/')[0] ?? path))])
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
}

function cruise(root: string, folders: readonly string[]): readonly Breach[] {
  const command = join(repository, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruiser.mjs')
  const config = join(repository, '.dependency-cruiser.cjs')
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [command, '--config', config, '--output-type', 'json', ...folders],
    {
      cwd: root,
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    },
  )
  if (!stdout.startsWith('{')) throw new Error(`dependency-cruiser did not run: ${stderr}`)
  const report = JSON.parse(stdout) as { summary: { violations: { from: string; rule: { name: string } }[] } }
  return report.summary.violations.map(({ from, rule }) => ({ from, rule: rule.name }))
}

function linkPackages(root: string, ours: readonly string[]): void {
  const installed = join(repository, 'node_modules')
  mkdirSync(join(root, 'node_modules', '@glosa'), { recursive: true })
  for (const name of readdirSync(installed))
    if (name !== '@glosa' && !name.startsWith('.')) symlinkSync(join(installed, name), join(root, 'node_modules', name))
  for (const name of ours) symlinkSync(join(root, name), join(root, 'node_modules', '@glosa', name))
}

function versions(names: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(names.map((name) => [name, '*']))
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
}
