import { readFileSync } from 'node:fs'
import type { Instant } from '@glosa/domain/model'
import { openTarget } from './openTarget.ts'
import { targetsFile, type TargetSettings } from './targetSettings.ts'

/**
 * Reads the file that names the office's records systems. Everything that is wrong with it is told
 * at once, in sentences for an operator; secrets are looked for but not kept here.
 */
export function readTargets(
  file: string,
  env: Readonly<Record<string, string | undefined>>,
): { readonly targets: readonly TargetSettings[]; readonly faults: readonly string[] } {
  let content: unknown
  try {
    content = JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    const why = error instanceof SyntaxError ? 'is not JSON' : 'cannot be read'
    return { targets: [], faults: [`${file} ${why}`] }
  }
  const parsed = targetsFile.safeParse(content)
  if (!parsed.success) {
    const faults = parsed.error.issues.map(({ path, message }) => `${file}: ${path.map(String).join('.')}: ${message}`)
    return { targets: [], faults }
  }
  const { targets } = parsed.data
  const faults = [...faultsTogether(targets)]
  for (const target of targets) openTarget(target, noPorts, { env, fault: (text) => faults.push(text) })
  return { targets, faults }
}

function faultsTogether(targets: readonly TargetSettings[]): readonly string[] {
  const names = targets.map(({ name }) => name)
  const faults: string[] = []
  for (const name of new Set(names)) {
    if (names.filter((other) => other === name).length > 1) faults.push(`the records system ${name} is named twice`)
  }
  for (const { name, after } of targets) {
    if (after === undefined) continue
    if (!names.includes(after)) faults.push(`${name}: after: there is no records system ${after}`)
    if (waitsForItself(name, targets)) faults.push(`${name}: after: records systems wait for each other`)
  }
  return faults
}

function waitsForItself(name: string, targets: readonly TargetSettings[]): boolean {
  const passed = new Set<string>()
  let current: string | undefined = name
  while (current !== undefined && !passed.has(current)) {
    passed.add(current)
    const here: string = current
    current = targets.find((target) => target.name === here)?.after
  }
  return current !== undefined
}

/** Building an adapter touches nothing outside; only its settings are looked at here. */
const unused = (): never => {
  throw new Error('an adapter is built here, not used')
}
const noPorts = {
  softwareVersion: '',
  now: () => 0 as Instant,
  exchanges: { opened: unused, answered: unused },
  numbers: { take: unused },
}
