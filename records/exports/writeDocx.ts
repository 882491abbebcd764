import { officePackage, relationshipsXml, type OfficePart } from './officePackage.ts'
import type { Cell, Paragraph, Run, Sheet, SheetBlock } from './sheet.ts'
import { escaped } from '../xml/writeXml.ts'

const namespaces =
  'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" ' +
  'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
const type = 'application/vnd.openxmlformats-officedocument.wordprocessingml'

/** A4 in twentieths of a point, and margins of 2 cm. */
const page = { short: 11_906, long: 16_838, margin: 1_134 }

/** A document for word processors (ECMA-376 part 1, WordprocessingML). */
export function writeDocx(sheet: Sheet): Uint8Array {
  const width = (sheet.isLandscape ? page.long : page.short) - 2 * page.margin
  const body = sheet.blocks.map((block) => blockXml(block, width)).join('')
  const parts: readonly OfficePart[] = [
    {
      name: 'word/document.xml',
      contentType: `${type}.document.main+xml`,
      xml: `<w:document ${namespaces}><w:body>${body}${sectionXml(sheet)}</w:body></w:document>`,
    },
    {
      name: 'word/_rels/document.xml.rels',
      contentType: '',
      xml: relationshipsXml([
        ['styles', 'styles.xml'],
        ['settings', 'settings.xml'],
        ['header', 'header1.xml'],
        ['footer', 'footer1.xml'],
      ]),
    },
    { name: 'word/styles.xml', contentType: `${type}.styles+xml`, xml: stylesXml(sheet.language) },
    { name: 'word/settings.xml', contentType: `${type}.settings+xml`, xml: settingsXml },
    {
      name: 'word/header1.xml',
      contentType: `${type}.header+xml`,
      xml: `<w:hdr ${namespaces}>${lineXml(width, [{ s: sheet.title }], [{ s: sheet.header }], 'Header')}</w:hdr>`,
    },
    {
      name: 'word/footer1.xml',
      contentType: `${type}.footer+xml`,
      xml: `<w:ftr ${namespaces}>${footerXml(sheet, width)}</w:ftr>`,
    },
  ]
  return officePackage('word/document.xml', parts, sheet)
}

function sectionXml({ isLandscape }: Sheet): string {
  const { short, long, margin } = page
  const size = isLandscape ? `w:w="${long}" w:h="${short}" w:orient="landscape"` : `w:w="${short}" w:h="${long}"`
  const sides = ['top', 'right', 'bottom', 'left'].map((side) => `w:${side}="${margin}"`).join(' ')
  return (
    '<w:sectPr><w:headerReference w:type="default" r:id="rId3"/><w:footerReference w:type="default" r:id="rId4"/>' +
    `<w:pgSz ${size}/><w:pgMar ${sides} w:header="567" w:footer="567" w:gutter="0"/></w:sectPr>`
  )
}

function blockXml(block: SheetBlock, width: number): string {
  switch (block.t) {
    case 'heading':
      return paragraphXml([{ s: block.s }], `<w:pStyle w:val="Heading${block.level}"/>`)
    case 'paragraph':
      return paragraphXml(block.c, block.isRight ? '<w:jc w:val="right"/>' : '')
    case 'facts': {
      const rows = block.rows.map(({ name, value, isMono }) => [
        cellXml([[{ s: name, quiet: true }]], 2_600, ''),
        cellXml([[{ s: value }]], width - 2_600, '', isMono),
      ])
      return tableXml(
        [2_600, width - 2_600],
        rows.map((cells) => rowXml(cells)),
        'Facts',
      )
    }
    case 'table': {
      const sum = block.columns.reduce((total, column) => total + column.width, 0)
      const widths = block.columns.map((column) => Math.floor((column.width / sum) * width))
      const head = block.columns.map(({ title }, index) =>
        cellXml(
          [[{ s: title, bold: true }]],
          widths[index] ?? 0,
          '<w:shd w:val="clear" w:color="auto" w:fill="EEF1F5"/>',
        ),
      )
      const rows = block.rows.map((cells, row) =>
        rowXml(
          cells.map((cell, index) =>
            cellXml(block.hasTotal && row === block.rows.length - 1 ? cell.map(bold) : cell, widths[index] ?? 0, ''),
          ),
        ),
      )
      return tableXml(widths, [rowXml(head, true), ...rows], 'Table')
    }
  }
}

const bold = (paragraph: Paragraph): Paragraph => paragraph.map((run) => ({ ...run, bold: true }))

const tableXml = (widths: readonly number[], rows: readonly string[], style: string): string =>
  `<w:tbl><w:tblPr><w:tblStyle w:val="${style}"/><w:tblW w:w="${widths.reduce((sum, each) => sum + each, 0)}" w:type="dxa"/>` +
  `<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>${widths.map((each) => `<w:gridCol w:w="${each}"/>`).join('')}</w:tblGrid>` +
  `${rows.join('')}</w:tbl>${paragraphXml([])}`

const rowXml = (cells: readonly string[], isHead = false): string =>
  `<w:tr>${isHead ? '<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>' : ''}${cells.join('')}</w:tr>`

function cellXml(cell: Cell, width: number, shade: string, isMono = false): string {
  const paragraphs = (cell.length === 0 ? [[]] : cell).map((each) => paragraphXml(each, inCell, isMono)).join('')
  return `<w:tc><w:tcPr><w:tcW w:w="${width}" w:type="dxa"/>${shade}</w:tcPr>${paragraphs}</w:tc>`
}

const inCell = '<w:pStyle w:val="Cell"/>'

const paragraphXml = (runs: Paragraph, properties = '', isMono = false): string =>
  `<w:p>${properties && `<w:pPr>${properties}</w:pPr>`}${runs.map((run) => runXml(run, isMono)).join('')}</w:p>`

function runXml({ s, bold: isBold, italic, quiet }: Run, isMono: boolean): string {
  const looks =
    (isMono ? '<w:rFonts w:ascii="Courier New" w:hAnsi="Courier New" w:cs="Courier New"/>' : '') +
    (isBold ? '<w:b/>' : '') +
    (italic ? '<w:i/>' : '') +
    (quiet ? '<w:color w:val="55606D"/>' : '')
  const lines = s.split(/\r\n?|\n/).map((line) =>
    line
      .split('\t')
      .map((piece) => (piece ? `<w:t xml:space="preserve">${escaped(piece)}</w:t>` : ''))
      .join('<w:tab/>'),
  )
  return `<w:r>${looks && `<w:rPr>${looks}</w:rPr>`}${lines.join('<w:br/>')}</w:r>`
}

const tabXml = (width: number): string => `<w:tabs><w:tab w:val="right" w:pos="${width}"/></w:tabs>`

const lineXml = (width: number, left: Paragraph, right: Paragraph, style: string): string =>
  paragraphXml([...left, { s: '\t' }, ...right], `<w:pStyle w:val="${style}"/>${tabXml(width)}`)

function footerXml({ footer, page: name, of }: Sheet, width: number): string {
  const field = (code: string) =>
    `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> ${code} </w:instrText></w:r>` +
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
  const words = (s: string) => runXml({ s }, false)
  return (
    `<w:p><w:pPr><w:pStyle w:val="Footer"/>${tabXml(width)}</w:pPr>` +
    `${words(`${footer}\t${name} `)}${field('PAGE')}${words(` ${of} `)}${field('NUMPAGES')}</w:p>`
  )
}

const settingsXml =
  `<w:settings ${namespaces}><w:compat><w:compatSetting w:name="compatibilityMode" ` +
  'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>'

const border = (side: string) => `<w:${side} w:val="single" w:sz="4" w:space="0" w:color="9AA4B0"/>`
const borders = ['top', 'left', 'bottom', 'right', 'insideH', 'insideV'].map(border).join('')

/** Headings have their outline level said: LibreOffice sees none otherwise. */
function stylesXml(language: string): string {
  const heading = (level: number, size: number) =>
    `<w:style w:type="paragraph" w:styleId="Heading${level}"><w:name w:val="heading ${level}"/><w:basedOn w:val="Normal"/>` +
    `<w:next w:val="Normal"/><w:qFormat/><w:pPr><w:keepNext/><w:spacing w:before="240" w:after="120"/>` +
    `<w:outlineLvl w:val="${level - 1}"/></w:pPr><w:rPr><w:b/><w:color w:val="123F7A"/><w:sz w:val="${size}"/></w:rPr></w:style>`
  const small = (id: string, name: string, looks: string) =>
    `<w:style w:type="paragraph" w:styleId="${id}"><w:name w:val="${name}"/><w:basedOn w:val="Normal"/>` +
    `<w:pPr><w:spacing w:after="40"/></w:pPr><w:rPr>${looks}<w:sz w:val="16"/></w:rPr></w:style>`
  const table = (id: string, name: string, properties: string) =>
    `<w:style w:type="table" w:styleId="${id}"><w:name w:val="${name}"/>` +
    `<w:tblPr>${properties}<w:tblCellMar><w:left w:w="85" w:type="dxa"/>` +
    '<w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
  return (
    `<w:styles ${namespaces}><w:docDefaults><w:rPrDefault><w:rPr>` +
    '<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:cs="Calibri"/><w:sz w:val="20"/>' +
    `<w:lang w:val="${language}" w:eastAsia="${language}"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>` +
    '<w:spacing w:after="80"/></w:pPr></w:pPrDefault></w:docDefaults>' +
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>' +
    heading(1, 32) +
    heading(2, 24) +
    small('Header', 'header', '<w:color w:val="55606D"/>') +
    small('Footer', 'footer', '<w:color w:val="55606D"/>') +
    small('Cell', 'Cell', '') +
    table('Facts', 'Facts', '') +
    table('Table', 'Settlement table', `<w:tblBorders>${borders}</w:tblBorders>`) +
    '</w:styles>'
  )
}
