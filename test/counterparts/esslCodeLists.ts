import { xml, type Markup } from '../../records/xml/writeXml.ts'

/** The code lists of a simulated records system. */
export const codeLists = [
  {
    id: 'VecnaSkupina',
    name: 'Věcné skupiny',
    items: [
      { id: 'VS-101.2', text: '101.2 Usnesení rady', state: 'Aktivni' },
      { id: 'VS-101.9', text: '101.9 Zrušená skupina', state: 'Neaktivni' },
    ],
  },
  { id: 'SkartacniRezim', name: 'Skartační režimy', items: [{ id: 'A10', text: 'A/10', state: 'Aktivni' }] },
] as const

/** A code list as one of many. */
export const listHead = ({ id, name, items }: (typeof codeLists)[number]): Markup =>
  xml(
    'Ciselnik',
    {},
    xml('IdCiselniku', {}, id),
    xml('NazevCiselniku', {}, name),
    xml('PocetPrvkuCiselniku', {}, items.length),
    xml('CasPosledniZmeny', {}, '2026-01-01T00:00:00Z'),
  )

/** An item of a code list. */
export const listItem = ({ id, text, state }: (typeof codeLists)[number]['items'][number]): Markup =>
  xml('Polozka', {}, xml('IdPolozky', {}, id), xml('Text', {}, text), xml('StavPolozky', {}, state))
