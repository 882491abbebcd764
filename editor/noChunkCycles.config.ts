import type { Plugin } from 'vite'

/**
 * Fails a build in which files import one another in a circle: one of them would run before what it needs is there,
 * and the page would stay empty.
 */
export function noChunkCycles(): Plugin {
  return {
    name: 'glosa:no-chunk-cycles',
    apply: 'build',
    generateBundle(_, bundle) {
      const imports = Object.values(bundle).flatMap((file) =>
        file.type === 'chunk' ? [[file.fileName, file.imports] as const] : [],
      )
      const circle = circleOf(Object.fromEntries(imports))
      if (circle) throw new Error(`files import one another: ${circle.join(' -> ')}`)
    },
  }
}

/** A way from a file over its imports back to itself; `null` when there is none. */
export function circleOf(imports: Readonly<Record<string, readonly string[]>>): readonly string[] | null {
  const safe = new Set<string>()
  const follow = (name: string, path: readonly string[]): readonly string[] | null => {
    if (path.includes(name)) return [...path.slice(path.indexOf(name)), name]
    if (safe.has(name)) return null
    const circle = firstFound(imports[name] ?? [], (next) => follow(next, [...path, name]))
    safe.add(name)
    return circle
  }
  return firstFound(Object.keys(imports), (name) => follow(name, []))
}

function firstFound<T>(names: readonly string[], find: (name: string) => T | null): T | null {
  for (const name of names) {
    const found = find(name)
    if (found !== null) return found
  }
  return null
}
