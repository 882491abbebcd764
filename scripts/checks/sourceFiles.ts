import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './tool.ts'

/** A file of the repository: its path from the root with forward slashes, and its text. */
export interface SourceFile {
  readonly path: string
  readonly text: string
}

/**
 * Text files that are in the repository or about to be (not ignored by git) and whose path matches.
 *
 * Asks git, so that what a build or a run leaves behind is never taken for ours.
 */
export function sourceFiles(pattern: RegExp): readonly SourceFile[] {
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
  const paths = [...new Set(listed.split('\0'))].filter((path) => pattern.test(path) && existsSync(join(root, path)))
  return paths.sort().map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }))
}
