import { foldedWords, foldText, type OfficeZone, type PublicMaterial } from '@glosa/domain/model'
import { layout, type PageParts } from './layout.ts'
import { html, type Markup } from './markup.ts'
import { shownDay } from './shownDay.ts'

const onePage = 25

/** What the visitor looks for. */
export interface ListQuery {
  readonly words: string
  /** From 1. */
  readonly page: number
}

/** The list of everything that is public. */
export function listPage(
  parts: PageParts,
  materials: readonly PublicMaterial[],
  query: ListQuery,
  zone: OfficeZone,
): string {
  const { words, office } = parts
  const found = matching(materials, query.words)
  const pages = Math.max(1, Math.ceil(found.length / onePage))
  const page = Math.min(query.page, pages)
  const shown = found.slice((page - 1) * onePage, page * onePage)
  const title = words.say('list.title')
  return layout(
    parts,
    query.words === '' ? title : `${query.words} – ${title}`,
    html`<h1>${title}</h1>
      <p class="lead">${words.say('list.lead', { office: office.name })}</p>
      <form class="search" role="search" action="/public" method="get">
        <label for="q">${words.say('list.search')}</label>
        <div class="search-line">
          <input id="q" name="q" type="search" value="${query.words}" maxlength="200" />
          <input type="hidden" name="lang" value="${words.language}" />
          <button type="submit">${words.say('list.find')}</button>
        </div>
      </form>
      ${
        query.words !== '' &&
        html`<p role="status">
          ${words.say('list.found', { count: found.length })}
          <a href="${`/public?lang=${words.language}`}">${words.say('list.clear')}</a>
        </p>`
      }
      ${
        shown.length === 0
          ? html`<p class="empty">${words.say(query.words === '' ? 'list.empty' : 'list.nothing')}</p>`
          : html`<ul class="materials">
              ${shown.map((material) => line(parts, material, zone))}
            </ul>`
      }
      ${pages > 1 && pagesNav(parts, query.words, page, pages)}`,
  )
}

function matching(materials: readonly PublicMaterial[], query: string): readonly PublicMaterial[] {
  const wanted = foldedWords(query)
  if (wanted.length === 0) return materials
  return materials.filter((material) => {
    const { number, title, leadUnitName, resolution } = material
    const text = foldText([number, title, leadUnitName ?? '', resolution?.number ?? ''].join(' '))
    return wanted.every((word) => text.includes(word))
  })
}

function line({ words }: PageParts, material: PublicMaterial, zone: OfficeZone): Markup {
  const { id, number, title, state, leadUnitName, meeting, resolution, publishedAt } = material
  const day = (at: typeof publishedAt) => shownDay(at, words.language, zone)
  const facts = [
    number,
    leadUnitName,
    meeting && words.say('list.meeting', { when: day(meeting.startsAt) }),
    resolution?.number && words.say('list.resolution', { number: resolution.number }),
    words.say('list.published', { when: day(publishedAt) }),
  ].filter((fact) => typeof fact === 'string')
  return html`<li>
    <h2><a href="${`/public/materials/${id}?lang=${words.language}`}">${title}</a></h2>
    <p class="facts-line">
      <span class="state">${words.say(`state.${state}`)}</span> ${facts.map((fact) => html`<span>${fact}</span> `)}
    </p>
  </li>`
}

function pagesNav({ words }: PageParts, query: string, page: number, pages: number): Markup {
  const address = (number: number) =>
    `/public?${new URLSearchParams({ ...(query === '' ? {} : { q: query }), page: String(number), lang: words.language })}`
  return html`<nav class="pages" aria-label="${words.say('list.pages')}">
    ${page > 1 && html`<a rel="prev" href="${address(page - 1)}">${words.say('list.previous')}</a>`}
    <span>${words.say('list.page', { page, pages })}</span>
    ${page < pages && html`<a rel="next" href="${address(page + 1)}">${words.say('list.next')}</a>`}
  </nav>`
}
