import type { SourceFile } from './sourceFiles.ts'

const declaration =
  /^(?:export\s+)?(?:declare\s+)?(?:default\s+)?(?:abstract\s+)?(?:interface|type|class)\s+([A-Z]\w*)/gm
const domDeclaration = /^(?:interface|type|declare var)\s+([A-Z]\w*)/gm

/**
 * Names of the browser's own types, from the text of TypeScript's lib.dom.d.ts.
 */
export function browserTypeNames(libDom: string): ReadonlySet<string> {
  return new Set([...libDom.matchAll(domDeclaration)].map(([, name = '']) => name))
}

/**
 * Our types that are called like one of the browser (Comment, Lock, Range …), one sentence each.
 *
 * Where such an import is forgotten the code still compiles, with the browser's type in its place.
 */
export function namedLikeBrowserTypes(files: readonly SourceFile[], taken: ReadonlySet<string>): readonly string[] {
  return files.flatMap(({ path, text }) =>
    [...text.matchAll(declaration)]
      .map(([, name = '']) => name)
      .filter((name) => taken.has(name))
      .map((name) => `${path}: ${name} is a type of the browser; give it a name of its own.`),
  )
}
