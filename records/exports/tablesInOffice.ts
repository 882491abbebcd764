import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'

const run = promisify(execFile)

/**
 * Has LibreOffice convert documents; for tests.
 * @param folder receives the results, and holds the settings of the office while it runs
 * @param format what `--convert-to` takes
 */
export async function convertInOffice(folder: string, format: string, documents: readonly string[]): Promise<void> {
  const profile = `-env:UserInstallation=${pathToFileURL(path.join(folder, 'profile')).href}`
  const wish = ['--headless', '--norestore', profile, '--convert-to', format, '--outdir', folder]
  await run('soffice', [...wish, ...documents], { env: { ...process.env, HOME: folder } })
}

/** Documents as LibreOffice reads them: an HTML page each, its white space made one space. */
export async function readInOffice(folder: string, documents: readonly string[]): Promise<readonly string[]> {
  await convertInOffice(folder, 'html:HTML (StarWriter):UTF8', documents)
  const pages = documents.map((file) => path.join(folder, `${path.parse(file).name}.html`))
  return Promise.all(pages.map(async (page) => (await readFile(page, 'utf8')).replaceAll(/\s+/g, ' ')))
}

/** The cells of each table of an HTML page, row by row. */
export const tablesOf = (html: string): string[][][] =>
  [...html.matchAll(/<table[\s\S]*?<\/table>/gi)].map(([table]) =>
    [...table.matchAll(/<tr[\s\S]*?<\/tr>/gi)].map(([row]) =>
      [...row.matchAll(/<t[dh][\s\S]*?<\/t[dh]>/gi)].map(([cell]) =>
        cell
          .replaceAll(/<[^>]+>/g, '')
          .replaceAll('&quot;', '"')
          .replaceAll('&lt;', '<')
          .replaceAll('&gt;', '>')
          .replaceAll('&amp;', '&')
          .replaceAll(/\s+/g, ' ')
          .trim(),
      ),
    ),
  )
