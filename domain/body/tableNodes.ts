import type { Attrs, DOMOutputSpec, Node, NodeSpec } from 'prosemirror-model'

const span = (value: unknown) => {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 1 || value > 100) {
    throw new RangeError('Invalid span of a table cell')
  }
}
const widths = (value: unknown) => {
  const fits =
    value === null ||
    (Array.isArray(value) && value.length <= 100 && value.every((width) => Number.isInteger(width) && width >= 0))
  if (!fits) throw new RangeError('Invalid column widths of a table cell')
}

const cellAttrs = {
  colspan: { default: 1, validate: span },
  rowspan: { default: 1, validate: span },
  colwidth: { default: null, validate: widths },
}

const spanOf = (dom: HTMLElement, name: string) => {
  const value = Number.parseInt(dom.getAttribute(name) ?? '1', 10)
  return value >= 1 && value <= 100 ? value : 1
}

function readCell(dom: HTMLElement): Attrs {
  const colspan = spanOf(dom, 'colspan')
  const list = dom.getAttribute('data-colwidth')
  const colwidth = list && /^\d{1,5}(,\d{1,5})*$/.test(list) ? list.split(',').map(Number) : null
  return { colspan, rowspan: spanOf(dom, 'rowspan'), colwidth: colwidth?.length === colspan ? colwidth : null }
}

const writeCell =
  (tag: 'td' | 'th') =>
  (node: Node): DOMOutputSpec => {
    const { colspan, rowspan, colwidth } = node.attrs
    return [
      tag,
      {
        colspan: colspan === 1 ? null : colspan,
        rowspan: rowspan === 1 ? null : rowspan,
        'data-colwidth': Array.isArray(colwidth) ? colwidth.join(',') : null,
      },
      0,
    ]
  }

/** Tables, with the roles and attributes that prosemirror-tables works on. */
export const tableNodes = {
  table: {
    content: 'tableRow+',
    group: 'block',
    tableRole: 'table',
    isolating: true,
    parseDOM: [{ tag: 'table' }],
    toDOM: (): DOMOutputSpec => ['table', ['tbody', 0]],
  },
  tableRow: {
    content: '(tableCell | tableHeader)*',
    tableRole: 'row',
    parseDOM: [{ tag: 'tr' }],
    toDOM: (): DOMOutputSpec => ['tr', 0],
  },
  tableCell: {
    content: 'block+',
    attrs: cellAttrs,
    tableRole: 'cell',
    isolating: true,
    parseDOM: [{ tag: 'td', getAttrs: readCell }],
    toDOM: writeCell('td'),
  },
  tableHeader: {
    content: 'block+',
    attrs: cellAttrs,
    tableRole: 'header_cell',
    isolating: true,
    parseDOM: [{ tag: 'th', getAttrs: readCell }],
    toDOM: writeCell('th'),
  },
} satisfies Record<string, NodeSpec>
