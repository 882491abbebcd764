import { isJsonObject, nodeTypeOf, type JsonObject, type JsonValue } from '@glosa/domain/model'
import { textAttributeOf } from './attributes.ts'
import type { PrintMark } from './printModel.ts'

const marks: ReadonlySet<string> = new Set(['bold', 'italic', 'underline', 'strike', 'superscript', 'subscript'])
const isPrintMark = (name: string): name is PrintMark => marks.has(name)

/** The marks of a text node that are printed, and where its link leads if that is safe to follow. */
export function marksOf(node: JsonObject): { readonly marks: readonly PrintMark[]; readonly href: string | null } {
  const given: readonly JsonValue[] = Array.isArray(node['marks']) ? node['marks'] : []
  const found = new Set<PrintMark>()
  let href: string | null = null
  for (const mark of given) {
    if (!isJsonObject(mark)) continue
    const type = nodeTypeOf(mark)
    if (isPrintMark(type)) found.add(type)
    else if (type === 'link') href = safeAddress(textAttributeOf(mark, 'href'))
  }
  return { marks: [...found], href }
}

/** The address in ASCII if it is one that a reader of the PDF may safely follow, else `null`. */
function safeAddress(href: string): string | null {
  if (href.length > 2000 || !URL.canParse(href)) return null
  const url = new URL(href)
  return ['http:', 'https:', 'mailto:', 'tel:'].includes(url.protocol) ? url.href : null
}
