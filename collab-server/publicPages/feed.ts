import type { Instant, PublicMaterial } from '@glosa/domain/model'
import type { PageParts } from './layout.ts'
import { html } from './markup.ts'

const mostEntries = 100

/** What was published or changed lately, as an Atom feed (RFC 4287). */
export function feed({ office, words }: PageParts, materials: readonly PublicMaterial[]): string {
  const { url, name } = office
  const updated = materials[0]?.publishedAt ?? (0 as Instant)
  return `<?xml version="1.0" encoding="utf-8"?>\n${
    html`<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${words.language}">
      <id>${url}/public</id>
      <title>${words.say('feed.title', { office: name })}</title>
      <updated>${iso(updated)}</updated>
      <author><name>${name}</name></author>
      <link rel="self" type="application/atom+xml" href="${url}/public/feed.atom" />
      <link rel="alternate" type="text/html" href="${url}/public" />
      ${materials.slice(0, mostEntries).map((material) => entry(url, words, material))}</feed
    >`.text
  }\n`
}

function entry(url: string, words: PageParts['words'], material: PublicMaterial) {
  const { id, number, title, state, since, publishedAt, copy, leadUnitName } = material
  const address = `${url}/public/materials/${id}`
  const summary = [number, leadUnitName, words.say(`state.${state}`)].filter((part) => part !== null).join(' · ')
  return html`
    <entry>
      <id>${address}</id>
      <title>${title}</title>
      <published>${iso(since)}</published>
      <updated>${iso(publishedAt)}</updated>
      <summary>${summary}</summary>
      <link rel="alternate" type="text/html" href="${address}" />
      ${
        copy &&
        html` <link rel="enclosure" type="application/pdf" length="${copy.bytes}" href="${address}/document.pdf" /> `
      }
    </entry>
  `
}

const iso = (at: Instant): string => new Date(at).toISOString()
