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
      const files = filesInCircles(new Map(imports))
      if (files.length > 0) throw new Error(`files import one another: ${files.join(', ')}`)
    },
  }
}

/** The files on a way over imports that leads back to itself, and those between two such ways. */
export function filesInCircles(imports: ReadonlyMap<string, readonly string[]>): readonly string[] {
  let left = [...imports.keys()]
  // Takes away, until nothing goes any more, what imports none of those left or is imported by none of them.
  for (;;) {
    const imported = new Set(left.flatMap((name) => imports.get(name) ?? []))
    const importing = (name: string) => imports.get(name)?.some((other) => left.includes(other))
    const next = left.filter((name) => imported.has(name) && importing(name))
    if (next.length === left.length) return left
    left = next
  }
}
