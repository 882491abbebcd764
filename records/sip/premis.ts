import type { RecordFacts } from '@glosa/domain/model'
import { xml, xmlDocument, type Markup } from '../xml/writeXml.ts'
import type { SipFile } from './sipLayout.ts'

const namespace = 'http://www.loc.gov/premis/v3'

/**
 * What happened to the files, and their hashes, for preservation (PREMIS 3): the lock, which fixed
 * the content, and the making of the archive form.
 */
export function premis(record: RecordFacts, files: readonly SipFile[], software: string): Uint8Array {
  const at = new Date(record.lockedAt).toISOString()
  const person = `person-${record.lockedBy.personId.replace(/[^A-Za-z0-9-]/g, '-')}`
  return xmlDocument(
    xml(
      'premis',
      {
        xmlns: namespace,
        'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
        version: '3.0',
      },
      files.map(fileObject),
      event(`lock-${record.version}`, 'metadata modification', at, `locked as ${record.versionHash}`, person),
      event(`creation-${record.version}`, 'creation', at, 'made for archiving', 'software'),
      agent(person, record.lockedBy.displayName, 'person'),
      agent('software', software, 'software'),
    ),
  )
}

const fileObject = ({ path, mediaType, bytes, sha256 }: SipFile): Markup =>
  xml(
    'object',
    { 'xsi:type': 'file' },
    xml('objectIdentifier', {}, xml('objectIdentifierType', {}, 'path'), xml('objectIdentifierValue', {}, path)),
    xml(
      'objectCharacteristics',
      {},
      xml('fixity', {}, xml('messageDigestAlgorithm', {}, 'SHA-256'), xml('messageDigest', {}, sha256)),
      xml('size', {}, bytes.length),
      xml('format', {}, xml('formatDesignation', {}, xml('formatName', {}, mediaType))),
    ),
  )

const event = (id: string, type: string, at: string, detail: string, agentId: string): Markup =>
  xml(
    'event',
    {},
    xml('eventIdentifier', {}, xml('eventIdentifierType', {}, 'local'), xml('eventIdentifierValue', {}, id)),
    xml('eventType', {}, type),
    xml('eventDateTime', {}, at),
    xml('eventDetailInformation', {}, xml('eventDetail', {}, detail)),
    xml(
      'linkingAgentIdentifier',
      {},
      xml('linkingAgentIdentifierType', {}, 'local'),
      xml('linkingAgentIdentifierValue', {}, agentId),
    ),
  )

const agent = (id: string, name: string, type: string): Markup =>
  xml(
    'agent',
    {},
    xml('agentIdentifier', {}, xml('agentIdentifierType', {}, 'local'), xml('agentIdentifierValue', {}, id)),
    xml('agentName', {}, name),
    xml('agentType', {}, type),
  )
