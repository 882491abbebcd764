import type { RecordFacts } from '@glosa/domain/model'
import { xml, xmlDocument, type Markup } from '../xml/writeXml.ts'
import type { Representation, SipFile, SipLayout } from './sipLayout.ts'

/** Who hands in the package, and with what software. */
export interface Submission {
  readonly submitter: { readonly name: string; readonly id: string }
  readonly agreement: string | null
  readonly software: { readonly name: string; readonly version: string }
}

const namespaces = {
  xmlns: 'http://www.loc.gov/METS/',
  'xmlns:csip': 'https://DILCIS.eu/XML/METS/CSIPExtensionMETS',
  'xmlns:sip': 'https://DILCIS.eu/XML/METS/SIPExtensionMETS',
  'xmlns:xlink': 'http://www.w3.org/1999/xlink',
  'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
  'xsi:schemaLocation':
    'http://www.loc.gov/METS/ http://www.loc.gov/standards/mets/mets.xsd ' +
    'http://www.w3.org/1999/xlink http://www.loc.gov/standards/mets/xlink.xsd ' +
    'https://DILCIS.eu/XML/METS/CSIPExtensionMETS https://earkcsip.dilcis.eu/schema/DILCISExtensionMETS.xsd ' +
    'https://DILCIS.eu/XML/METS/SIPExtensionMETS https://earksip.dilcis.eu/schema/DILCISExtensionSIPMETS.xsd',
} as const
/** The vocabulary writes it with an en dash. */
const contentCategory = 'Textual works – Digital'
const sipProfile = 'https://earksip.dilcis.eu/profile/E-ARK-SIP-v2-2-0.xml'

/** The table of contents of the whole package (METS.xml, CSIP and E-ARK SIP 2.2.0). */
export function packageMets(
  record: RecordFacts,
  layout: SipLayout,
  metadata: { readonly descriptive: SipFile; readonly preservation: SipFile },
  representations: readonly { readonly representation: Representation; readonly mets: SipFile }[],
  submission: Submission,
): Uint8Array {
  const created = isoOf(record)
  const groups = representations.map(({ representation: { id }, mets }) =>
    xml(
      'fileGrp',
      {
        ID: `grp-${id}`,
        USE: `Representations/${id}`,
        'csip:CONTENTINFORMATIONTYPE': 'MIXED',
      },
      fileElement(`file-${id}`, mets, mets.path, created),
    ),
  )
  const other = layout.other.map((file, index) => ({ id: `other-${index + 1}`, file }))
  return xmlDocument(
    xml(
      'mets',
      {
        ...namespaces,
        OBJID: layout.id,
        LABEL: record.title,
        TYPE: contentCategory,
        PROFILE: sipProfile,
        'csip:CONTENTINFORMATIONTYPE': 'MIXED',
      },
      header(record, created, submission),
      section('dmdSec', 'dmd-dc', created, metadata.descriptive, 'DC'),
      other.map(({ id, file }) => section('dmdSec', id, created, file, 'OTHER')),
      xml('amdSec', { ID: 'amd' }, section('digiprovMD', 'amd-premis', created, metadata.preservation, 'PREMIS')),
      groups.length > 0 && xml('fileSec', { ID: 'files' }, groups),
      xml(
        'structMap',
        { ID: 'structure', TYPE: 'PHYSICAL', LABEL: 'CSIP' },
        xml(
          'div',
          { ID: 'div-package', LABEL: layout.id },
          xml('div', {
            ID: 'div-metadata',
            LABEL: 'Metadata',
            DMDID: ['dmd-dc', ...other.map(({ id }) => id)].join(' '),
            ADMID: 'amd-premis',
          }),
          representations.map(({ representation: { id }, mets }) =>
            xml(
              'div',
              { ID: `div-${id}`, LABEL: `Representations/${id}` },
              xml('mptr', {
                LOCTYPE: 'URL',
                'xlink:type': 'simple',
                'xlink:href': mets.path,
                'xlink:title': `grp-${id}`,
              }),
            ),
          ),
        ),
      ),
    ),
  )
}

/** The table of contents of one representation. */
export function representationMets(
  record: RecordFacts,
  { id, label, files }: Representation,
  submission: Submission,
): Uint8Array {
  const created = isoOf(record)
  const inside = (path: string) => path.slice(`representations/${id}/`.length)
  return xmlDocument(
    xml(
      'mets',
      {
        ...namespaces,
        OBJID: id,
        LABEL: label,
        TYPE: contentCategory,
        PROFILE: sipProfile,
        'csip:CONTENTINFORMATIONTYPE': 'MIXED',
      },
      xml('metsHdr', { CREATEDATE: created, 'csip:OAISPACKAGETYPE': 'SIP' }, softwareAgent(submission.software)),
      xml(
        'fileSec',
        { ID: `${id}-files` },
        xml(
          'fileGrp',
          { ID: `${id}-data`, USE: 'Data' },
          files.map((file, index) => fileElement(`${id}-file-${index + 1}`, file, inside(file.path), created)),
        ),
      ),
      xml(
        'structMap',
        { ID: `${id}-structure`, TYPE: 'PHYSICAL', LABEL: 'CSIP' },
        xml(
          'div',
          { ID: `${id}-div`, LABEL: id },
          xml('div', { ID: `${id}-div-data`, LABEL: 'Data' }, xml('fptr', { FILEID: `${id}-data` })),
        ),
      ),
    ),
  )
}

const isoOf = ({ lockedAt }: RecordFacts): string => new Date(lockedAt).toISOString()

function header(record: RecordFacts, created: string, { submitter, agreement, software }: Submission): Markup {
  const { reference, supersedes } = record
  const alternative = (type: string, value: string | null | undefined) =>
    value ? xml('altRecordID', { TYPE: type }, value) : null
  const organisation = (role: string) =>
    xml(
      'agent',
      { ROLE: role, TYPE: 'ORGANIZATION' },
      xml('name', {}, submitter.name),
      xml('note', { 'csip:NOTETYPE': 'IDENTIFICATIONCODE' }, submitter.id),
    )
  return xml(
    'metsHdr',
    {
      CREATEDATE: created,
      LASTMODDATE: created,
      // Never DELETE: what was handed in is not ours to take back.
      RECORDSTATUS: supersedes ? 'VERSION' : 'NEW',
      'csip:OAISPACKAGETYPE': 'SIP',
    },
    softwareAgent(software),
    organisation('ARCHIVIST'),
    organisation('CREATOR'),
    alternative('SUBMISSIONAGREEMENT', agreement),
    alternative('REFERENCECODE', reference?.referenceNumber),
    alternative('PREVIOUSREFERENCECODE', supersedes?.reference?.referenceNumber),
  )
}

const softwareAgent = ({ name, version }: Submission['software']): Markup =>
  xml(
    'agent',
    { ROLE: 'CREATOR', TYPE: 'OTHER', OTHERTYPE: 'SOFTWARE' },
    xml('name', {}, name),
    xml('note', { 'csip:NOTETYPE': 'SOFTWARE VERSION' }, version),
  )

const section = (element: string, id: string, created: string, file: SipFile, type: string): Markup =>
  xml(
    element,
    { ID: id, CREATED: created, STATUS: 'CURRENT' },
    xml('mdRef', {
      LOCTYPE: 'URL',
      'xlink:type': 'simple',
      'xlink:href': file.path,
      MDTYPE: type,
      OTHERMDTYPE: type === 'OTHER' ? 'Glosa' : null,
      MIMETYPE: file.mediaType,
      SIZE: file.bytes.length,
      CREATED: created,
      CHECKSUM: file.sha256,
      CHECKSUMTYPE: 'SHA-256',
    }),
  )

const fileElement = (id: string, file: SipFile, href: string, created: string): Markup =>
  xml(
    'file',
    {
      ID: id,
      MIMETYPE: file.mediaType,
      SIZE: file.bytes.length,
      CREATED: created,
      CHECKSUM: file.sha256,
      CHECKSUMTYPE: 'SHA-256',
    },
    xml('FLocat', { LOCTYPE: 'URL', 'xlink:type': 'simple', 'xlink:href': href }),
  )
