import { execFile } from 'node:child_process'
import path from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Where `scripts/fetch-verapdf.mjs` puts the validator. */
export const validatorFolder = path.join(import.meta.dirname, '..', '..', '.cache', 'verapdf')

/** What a file is judged by: a level of PDF/A, PDF/UA-1, or all that it says of itself, read once. */
type Flavour = '2a' | '3a' | 'ua1' | 'claimed'

/**
 * Has veraPDF judge files, in one start of the Java machine; for tests.
 * @returns a line for each file and flavour: `PASS <file> <flavour>` or `FAIL …`
 */
export async function judgePdfs(files: readonly string[], flavour: Flavour): Promise<readonly string[]> {
  if (files.length === 0) return []
  const { stdout } = await run(
    'java',
    [
      '-XX:+UseSerialGC',
      // It does not live long enough for the second compiler: half of its time would go there.
      '-XX:TieredStopAtLevel=1',
      '-cp',
      path.join(validatorFolder, '*'),
      'org.verapdf.apps.GreenfieldCliWrapper',
      '--format',
      'text',
      '--flavour',
      flavour === 'claimed' ? '0' : flavour,
      ...files,
    ],
    // It ends with an error when a file is not valid; which one is what the lines say.
    { maxBuffer: 1e7, timeout: 280_000 },
  ).catch((error: unknown) => {
    if (error instanceof Error && 'stdout' in error && 'killed' in error && !error.killed) {
      return { stdout: String(error.stdout) }
    }
    throw error
  })
  return stdout.split('\n').filter((line) => /^(PASS|FAIL)/.test(line))
}
