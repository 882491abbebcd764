import type { SourceFile } from './sourceFiles.ts'

/** Absolute paths that exist on one machine only. Preceded by a word or path character they are part of another path. */
const machinePath = /(?<![\w./~-])\/(?:work|root|home\/[a-z][\w-]*|Users\/\w+)\/[\w.-]*/g

/** Paths of one machine in the repository: they work for their author only. One sentence each. */
export function machineWords(files: readonly SourceFile[]): readonly string[] {
  return files.flatMap(({ path, text }) =>
    text.split('\n').flatMap((line, index) => {
      const [found] = line.match(machinePath) ?? []
      return found === undefined ? [] : [`${path}:${index + 1}: ${found}… exists on one machine only.`]
    }),
  )
}
