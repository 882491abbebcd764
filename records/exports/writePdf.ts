import { readFileSync } from 'node:fs'
import path from 'node:path'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import { fontFiles, monoFamilies, textFamilies } from '../render/fonts.ts'
import { markPdfUa } from '../render/markPdfUa.ts'
import { readPdfObjects } from '../render/pdfObjects.ts'
import { breakLongTokens, ShowableText } from '../render/showableText.ts'
import { bindSpaces } from '../render/typography.ts'
import type { Wording } from './rowWords.ts'
import type { Cell, Paragraph, Sheet, SheetBlock } from './sheet.ts'

/**
 * Prints a sheet as PDF/A-2a and PDF/UA-1. Only in a process of its own: the typesetter keeps memory for ever.
 * @param workspace an empty folder
 * @throws Error when the typesetter cannot
 */
export function writePdf(sheet: Sheet, { locale }: Wording, workspace: string): Uint8Array {
  const compiler = NodeCompiler.create({ workspace, fontArgs: [{ fontBlobs: [...fontFiles()] }] })
  const data = { ...readySheet(sheet, locale), lang: locale, fonts: textFamilies, mono: monoFamilies }
  compiler.mapShadow(path.join(workspace, '/data/sheet.json'), Buffer.from(JSON.stringify(data)))
  const main = path.join(workspace, 'sheet.typ')
  compiler.addSource(main, readFileSync(new URL('./sheet.typ', import.meta.url), 'utf8'))
  const compiled = compiler.compile({ mainFilePath: main })
  if (compiled.hasError() || !compiled.result) {
    const error = compiled.takeError()
    throw new Error(`typesetting failed: ${JSON.stringify(error?.shortDiagnostics ?? null).slice(0, 2000)}`)
  }
  const pdf = compiler.pdf(compiled.result, {
    pdfStandard: 'a-2a',
    creationTimestamp: Math.floor(sheet.date / 1000),
  })
  const file = readPdfObjects(pdf)
  markPdfUa(file)
  return file.write()
}

/** The sheet as the template reads it, with every character that can be shown. */
function readySheet(sheet: Sheet, locale: Wording['locale']) {
  const showable = new ShowableText()
  const lines = (text: string): readonly string[] =>
    showable
      .of(text)
      .split('\n')
      .map((line) => breakLongTokens(bindSpaces(line, locale)))
  const line = (text: string): string => lines(text).join(' ')
  const paragraph = (runs: Paragraph) =>
    runs.map(({ s, bold, italic, quiet }) => ({ s: lines(s), b: bold ?? false, i: italic ?? false, q: quiet ?? false }))
  const cell = (paragraphs: Cell) => paragraphs.map(paragraph)
  const block = (each: SheetBlock) => {
    switch (each.t) {
      case 'heading':
        return { ...each, s: line(each.s) }
      case 'paragraph':
        return { t: each.t, c: paragraph(each.c), right: each.isRight ?? false }
      case 'facts':
        return {
          t: each.t,
          rows: each.rows.map(({ name, value, isMono }) => ({ name: line(name), value: line(value), mono: isMono })),
        }
      case 'table':
        return {
          t: each.t,
          columns: each.columns.map(({ title, width }) => ({ title: line(title), width })),
          rows: each.rows.map((row, index) =>
            row.map((one) => cell(each.hasTotal && index === each.rows.length - 1 ? one.map(strong) : one)),
          ),
        }
    }
  }
  const at = new Date(sheet.date)
  return {
    title: line(sheet.title),
    author: line(sheet.author),
    landscape: sheet.isLandscape,
    header: line(sheet.header),
    footer: sheet.footer,
    page: sheet.page,
    of: sheet.of,
    date: [
      at.getUTCFullYear(),
      at.getUTCMonth() + 1,
      at.getUTCDate(),
      at.getUTCHours(),
      at.getUTCMinutes(),
      at.getUTCSeconds(),
    ],
    blocks: sheet.blocks.map(block),
  }
}

const strong = (paragraph: Paragraph): Paragraph => paragraph.map((run) => ({ ...run, bold: true }))
