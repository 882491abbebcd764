import type { Words } from '../words.ts'
import { html, type Markup } from './markup.ts'
import { ownNames, publicLanguages, type PublicLanguage } from './publicWords.ts'

/** What every page knows of the office. */
export interface PublicOffice {
  readonly name: string
  /** Origin, without a slash at the end. */
  readonly url: string
  /** The eight digits of the office (IČO); without them there is no JSON-LD, which must name it. */
  readonly id: string | null
}

export interface PageParts {
  readonly office: PublicOffice
  readonly words: Words<PublicLanguage>
  /** Path with its query, without the language. */
  readonly path: string
}

/** A whole page. @param title without the name of the office */
export function layout({ office, words, path }: PageParts, title: string, main: Markup): string {
  const { language } = words
  const inLanguage = (code: PublicLanguage) => `${path}${path.includes('?') ? '&' : '?'}lang=${code}`
  return `<!doctype html>\n${
    html`<html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} – ${office.name}</title>
        <link rel="stylesheet" href="/public/style.css" />
        <link rel="alternate" type="application/atom+xml" href="/public/feed.atom" title="${words.say('data.feed')}" />
        ${publicLanguages().map((code) => html`<link rel="alternate" hreflang="${code}" href="${inLanguage(code)}" />`)}
      </head>
      <body>
        <a class="skip" href="#main">${words.say('skip')}</a>
        <header class="top">
          <a class="brand" href="${`/public?lang=${language}`}">
            <strong>${office.name}</strong>
            <span>${words.say('office')}</span>
          </a>
          <nav aria-label="${words.say('language')}">
            <ul class="languages">
              ${publicLanguages().map(
                (code) =>
                  html`<li>
                    <a href="${inLanguage(code)}" lang="${code}" hreflang="${code}" ${current(code === language)}
                      >${ownNames[code]}</a
                    >
                  </li>`,
              )}
            </ul>
          </nav>
        </header>
        <main id="main" tabindex="-1">${main}</main>
        <footer class="bottom">
          <h2>${words.say('data.title')}</h2>
          <ul>
            ${office.id !== null && html`<li><a href="/public/board.jsonld">${words.say('data.board')}</a></li>`}
            <li><a href="/public/feed.atom">${words.say('data.feed')}</a></li>
          </ul>
          <p><a href="/">${words.say('signIn')}</a></p>
        </footer>
      </body>
    </html>`.text
  }\n`
}

const current = (isCurrent: boolean): Markup => (isCurrent ? html`aria-current="true"` : html``)
