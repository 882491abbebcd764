import type { Instant } from '@glosa/domain/model'
import { packedZip } from '../formats/storedZip.ts'
import { escaped } from '../xml/writeXml.ts'

/** A part of an Office Open XML package (ECMA-376 part 2). */
export interface OfficePart {
  readonly name: string
  readonly contentType: string
  readonly xml: string
}

/** What stands in the properties of the file. */
export interface OfficeProperties {
  readonly title: string
  readonly author: string
  readonly language: string
  readonly date: Instant
}

const types = 'application/vnd.openxmlformats-package'
const relationships = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const packageRelationships = 'http://schemas.openxmlformats.org/package/2006/relationships'

/** A relationship of a part to another; the id is `rId` and its place from 1. */
export const relationshipsXml = (targets: readonly (readonly [type: string, target: string])[]): string =>
  `<Relationships xmlns="${packageRelationships}">${targets
    .map(
      ([type, target], index) =>
        `<Relationship Id="rId${index + 1}" Type="${type.includes('/') ? type : `${relationships}/${type}`}" Target="${target}"/>`,
    )
    .join('')}</Relationships>`

/**
 * Puts a package together. Nothing in it depends on when or where it is made.
 * @param main name of the part that is the document
 */
export function officePackage(main: string, parts: readonly OfficePart[], properties: OfficeProperties): Uint8Array {
  const all: readonly OfficePart[] = [
    ...parts,
    { name: 'docProps/core.xml', contentType: `${types}.core-properties+xml`, xml: coreXml(properties) },
  ]
  const isRelationships = ({ name }: OfficePart) => name.endsWith('.rels')
  const overrides = all
    .filter((part) => !isRelationships(part))
    .map(({ name, contentType }) => `<Override PartName="/${name}" ContentType="${contentType}"/>`)
  const contentTypes =
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">' +
    `<Default Extension="rels" ContentType="${types}.relationships+xml"/>` +
    `<Default Extension="xml" ContentType="application/xml"/>${overrides.join('')}</Types>`
  const root = relationshipsXml([
    ['officeDocument', main],
    ['http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties', 'docProps/core.xml'],
  ])
  return packedZip([
    { name: '[Content_Types].xml', bytes: xmlFile(contentTypes) },
    { name: '_rels/.rels', bytes: xmlFile(root) },
    ...all.map(({ name, xml }) => ({ name, bytes: xmlFile(xml) })),
  ])
}

function coreXml({ title, author, language, date }: OfficeProperties): string {
  const time = new Date(date).toISOString().replace(/\.\d+/, '')
  const stamp = (name: string) => `<dcterms:${name} xsi:type="dcterms:W3CDTF">${time}</dcterms:${name}>`
  return (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" ' +
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" ' +
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">' +
    `<dc:title>${escaped(title)}</dc:title><dc:creator>${escaped(author)}</dc:creator>` +
    `<dc:language>${language}</dc:language>${stamp('created')}${stamp('modified')}</cp:coreProperties>`
  )
}

/** A whole XML file. */
const xmlFile = (root: string): Uint8Array =>
  Buffer.from(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${root}`, 'utf8')
