import type { JsonObject } from '@glosa/domain/model'

const paragraph = (text: string): JsonObject => ({ type: 'paragraph', content: [{ type: 'text', text }] })
const heading = (text: string): JsonObject => ({
  type: 'heading',
  attrs: { level: 2 },
  content: [{ type: 'text', text }],
})
const article = (text: string): JsonObject => ({ type: 'article', content: [{ type: 'text', text }] })
const clause = (text: string): JsonObject => ({ type: 'clause', content: [{ type: 'text', text }] })
const doc = (...content: JsonObject[]): JsonObject => ({ type: 'doc', content })

/** First texts of the parts, with the headings that the rules for preparing materials ask for. */
const docs: Readonly<Record<string, JsonObject>> = {
  'cover-report': doc(
    heading('Popis problému'),
    paragraph('Stručně popište, co má orgán kraje rozhodnout a proč.'),
    heading('Návrh řešení'),
    paragraph('Popište navržené řešení a zvažované varianty.'),
    heading('Dopad na rozpočet'),
    paragraph('Uveďte částku, kapitolu a rok, nebo že materiál dopad na rozpočet nemá.'),
    heading('Stanoviska'),
    paragraph('Stanoviska útvarů jsou uvedena v tabulce vypořádání připomínek.'),
  ),
  'draft-resolution': doc(paragraph('Rada kraje'), clause('schvaluje …'), clause('ukládá … zajistit … v termínu do …')),
  'explanatory-report': doc(
    heading('Odůvodnění'),
    paragraph('Zdůvodněte jednotlivá ustanovení návrhu usnesení.'),
    heading('Právní rámec'),
    paragraph('Uveďte právní předpisy, podle kterých orgán rozhoduje.'),
  ),
  directive: doc(
    article('Úvodní ustanovení'),
    clause('Tento předpis upravuje …'),
    article('Závěrečná ustanovení'),
    clause('Tento předpis nabývá účinnosti dnem …'),
  ),
}

/** The first text of a part; an empty paragraph for a kind without a template. */
export const templateDoc = (_template: string, kind: string): JsonObject =>
  docs[kind] ?? { type: 'doc', content: [{ type: 'paragraph' }] }
