import type { OfficeLanguage } from '@glosa/domain/model'

/**
 * The page of the application, marked with the office's language: scripts read it before anybody has signed in.
 * @param page as it was built, in UTF-8
 */
export function pageIn(language: OfficeLanguage, page: Buffer): Buffer {
  const told = page
    .toString('utf8')
    .replace(/(?<=<html [^>]*)lang="[^"]*"/, `lang="${language}"`)
    .replace('<head>', `<head>\n    <meta name="glosa-language" content="${language}" />`)
  return Buffer.from(told, 'utf8')
}
