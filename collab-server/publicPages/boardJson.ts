import type { OfficeZone, PublicMaterial } from '@glosa/domain/model'
import type { PublicOffice } from './layout.ts'
import { isoDay } from './shownDay.ts'

const context = 'https://ofn.gov.cz/úřední-desky/2021-07-20/kontexty/úřední-deska.jsonld'

/**
 * Everything that is public as JSON-LD of the Czech open formal norm for notice boards
 * (OFN Úřední desky, 2021-07-20).
 * @param officeId the eight digits of the office (IČO)
 */
export function boardJson(
  { url }: Pick<PublicOffice, 'url'>,
  officeId: string,
  materials: readonly PublicMaterial[],
  zone: OfficeZone,
): unknown {
  return {
    '@context': context,
    typ: 'Úřední deska',
    iri: `${url}/public/board`,
    stránka: `${url}/public`,
    provozovatel: { typ: 'Osoba', ičo: officeId },
    informace: materials.map((material) => announcement(url, material, zone)),
  }
}

function announcement(url: string, material: PublicMaterial, zone: OfficeZone) {
  const { id, number, title, copy, since, publishedAt, relevantUntil, resolution } = material
  const address = `${url}/public/materials/${id}`
  const day = (at: typeof since) => ({ typ: 'Časový okamžik', datum: isoDay(at, zone) })
  return {
    typ: ['Digitální objekt', 'Informace na úřední desce'],
    iri: address,
    url: address,
    název: { cs: title },
    popis: { cs: [number, resolution?.number ? `usnesení č. ${resolution.number}` : null].filter(Boolean).join(', ') },
    vyvěšení: day(since),
    aktualizováno: day(publishedAt),
    relevantní_do: relevantUntil === null ? { typ: 'Časový okamžik', nespecifikovaný: true } : day(relevantUntil),
    ...(copy ? { revize: String(copy.version) } : {}),
    ...(copy
      ? {
          dokument: [
            document(`${address}/document.pdf`, `${number}, verze ${copy.version}`, 'application/pdf'),
            ...copy.files.map((file) =>
              document(`${address}/annexes/${file.partId}`, file.title || 'Příloha', file.mediaType),
            ),
          ],
        }
      : {}),
  }
}

const document = (url: string, name: string, mediaType: string) => ({
  typ: 'Digitální objekt',
  název: { cs: name },
  url,
  typ_média: `http://www.iana.org/assignments/media-types/${mediaType}`,
})
