import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { StepResult } from './step.ts'

/** The folder of the repository, absolute. */
export const root = dirname(dirname(import.meta.dirname))

/**
 * Runs an installed command-line tool in the repository on this very Node.js; it is well when the tool exits with 0.
 *
 * @param name of its package, or `package#command` when the command is called otherwise
 */
export function tool(name: string, args: readonly string[], cwd = root): Promise<StepResult> {
  const child = spawn(process.execPath, [scriptOf(name), ...args], { cwd, stdio: ['ignore', 'pipe', 'pipe'] })
  const output: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => output.push(chunk))
  child.stderr.on('data', (chunk: Buffer) => output.push(chunk))
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => resolve({ ok: code === 0, details: Buffer.concat(output).toString('utf8').trim() }))
  })
}

function scriptOf(name: string): string {
  const [packageName = name, command = packageName] = name.split('#')
  const folder = join(root, 'node_modules', packageName)
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    bin: string | Record<string, string>
  }
  const script = typeof bin === 'string' ? bin : bin[command]
  if (script === undefined) throw new Error(`${packageName} has no command ${command}`)
  return join(folder, script)
}
