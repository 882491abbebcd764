import type { RecordFacts } from '@glosa/domain/model'
import { xml, xmlDocument } from '../xml/writeXml.ts'

const simpleDublinCore = 'http://purl.org/dc/elements/1.1/'

/** The record in fifteen elements that every archive reads (Dublin Core). */
export function dublinCore(record: RecordFacts): Uint8Array {
  const { title, materialNumber, version, drafter, sponsor, leadUnitName, lockedAt, language, reference, supersedes } =
    record
  const dc = (name: string, value: string | null | undefined) => (value ? xml(`dc:${name}`, {}, value) : null)
  return xmlDocument(
    xml(
      'simpledc',
      { 'xmlns:dc': simpleDublinCore },
      dc('title', title),
      dc('creator', leadUnitName ?? drafter.displayName),
      dc('contributor', sponsor?.displayName),
      dc('date', new Date(lockedAt).toISOString()),
      dc('type', 'Text'),
      dc('identifier', `${materialNumber}/v${version}`),
      dc('identifier', reference?.referenceNumber),
      dc('relation', reference?.fileNumber),
      dc('language', language),
      dc('relation', supersedes && `${materialNumber}/v${supersedes.version}`),
    ),
  )
}
