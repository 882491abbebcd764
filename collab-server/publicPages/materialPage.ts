import type { Instant, OfficeZone, PublicCopy, PublicMaterial, PublicSeal } from '@glosa/domain/model'
import { layout, type PageParts } from './layout.ts'
import { html, type Markup } from './markup.ts'
import { shownDay, shownMoment } from './shownDay.ts'

/** The page of one material. */
export function materialPage(parts: PageParts, material: PublicMaterial, zone: OfficeZone): string {
  const { words } = parts
  const { title, copy, resolution } = material
  return layout(
    parts,
    title,
    html`<p><a href="${`/public?lang=${words.language}`}">${words.say('material.back')}</a></p>
      <h1>${title}</h1>
      <section aria-labelledby="facts">
        <h2 id="facts">${words.say('material.facts')}</h2>
        <dl class="facts">
          ${factsOf(parts, material, zone).map(
            ([name, value]) =>
              html`<div>
                <dt>${words.say(`fact.${name}`)}</dt>
                <dd>${value}</dd>
              </div>`,
          )}
        </dl>
      </section>
      ${
        resolution !== null &&
        resolution.text !== null &&
        html`<section aria-labelledby="resolution">
          <h2 id="resolution">${words.say('material.resolutionText')}</h2>
          ${resolution.text
            .split(/\n+/)
            .filter(Boolean)
            .map((paragraph) => html`<p>${paragraph}</p>`)}
        </section>`
      }
      <section aria-labelledby="documents">
        <h2 id="documents">${words.say('material.documents')}</h2>
        ${copy ? documents(parts, material, copy, zone) : html`<p class="empty">${words.say('material.noDocument')}</p>`}
      </section>`,
  )
}

type Fact = readonly [name: string, value: string]

function factsOf({ words }: PageParts, material: PublicMaterial, zone: OfficeZone): readonly Fact[] {
  const { number, leadUnitName, state, dates, meeting, resolution, since, publishedAt, relevantUntil } = material
  const day = (at: Instant) => shownDay(at, words.language, zone)
  const reviewSpan =
    dates?.reviewFrom && dates.reviewUntil
      ? words.say('fact.reviewSpan', { from: day(dates.reviewFrom), until: day(dates.reviewUntil) })
      : null
  const facts: readonly (readonly [string, string | null | undefined])[] = [
    ['number', number],
    ['unit', leadUnitName],
    ['state', words.say(`state.${state}`)],
    ['review', reviewSpan],
    ['locked', dates?.lockedAt ? day(dates.lockedAt) : null],
    [
      'meeting',
      meeting &&
        `${words.say(`body.${meeting.body}`)}: ${meeting.title}, ${shownMoment(meeting.startsAt, words.language, zone)}`,
    ],
    ['place', meeting?.place],
    ['outcome', resolution && words.say(`outcome.${resolution.outcome}`)],
    ['resolution', resolution?.number],
    ['published', day(since)],
    ['changed', publishedAt > since ? day(publishedAt) : null],
    ['relevantUntil', relevantUntil === null ? null : day(relevantUntil)],
  ]
  return facts.flatMap(([name, value]) => (value ? [[name, value] as const] : []))
}

function documents(parts: PageParts, { id }: PublicMaterial, copy: PublicCopy, zone: OfficeZone): Markup {
  const { words } = parts
  return html`<ul class="documents">
      <li>
        <a href="${`/public/materials/${id}/document.pdf`}" type="application/pdf"
          >${words.say('material.document', { version: copy.version })}</a
        >
        <span>${words.say('material.pdf', { count: copy.pages, size: sizeOf(words, copy.bytes) })}</span>
      </li>
      ${copy.files.map(
        ({ partId, title, mediaType, bytes }) =>
          html`<li>
            <a href="${`/public/materials/${id}/annexes/${partId}`}" type="${mediaType}"
              >${title || words.say('material.annex')}</a
            >
            <span>${words.say('material.file', { type: mediaType, size: sizeOf(words, bytes) })}</span>
          </li>`,
      )}
    </ul>
    ${copy.seal !== undefined && html`<p class="note">${sealWords(parts, copy.seal, zone)}</p>`}
    ${copy.isRedacted && html`<p class="note">${words.say('material.redacted')}</p>`}`
}

function sealWords({ words }: PageParts, { isTrial, timestampedAt }: PublicSeal, zone: OfficeZone): string {
  if (isTrial) return words.say('material.sealedTrial')
  return timestampedAt === null
    ? words.say('material.sealed')
    : words.say('material.sealedAt', { when: shownMoment(timestampedAt, words.language, zone) })
}

/** Bytes as people read them. */
function sizeOf({ say, language }: PageParts['words'], bytes: number): string {
  const number = (value: number, digits: number) =>
    new Intl.NumberFormat(language, { maximumFractionDigits: digits }).format(value)
  return bytes < 1_000_000
    ? say('size.kB', { size: number(Math.max(1, Math.round(bytes / 1_000)), 0) })
    : say('size.MB', { size: number(bytes / 1_000_000, 1) })
}
