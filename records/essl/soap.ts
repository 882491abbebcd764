import type { DeliveryOutcome } from '@glosa/domain/model'
import { notProcessed } from '../http/failure.ts'
import type { HttpAnswer, HttpSend } from '../http/outgoing.ts'
import { childOf, NotXml, readXml, textAt, type XmlElement } from '../xml/readXml.ts'
import { type Markup, xml, xmlDocument } from '../xml/writeXml.ts'

/** A whole answer with its body element. */
export interface SoapAnswer {
  readonly body: XmlElement
  readonly http: HttpAnswer
}

/** An answer that is no answer to the question: a fault, an error page, garbage. */
export class SoapRefusal extends Error {
  override readonly name = 'SoapRefusal'
  readonly outcome: Exclude<DeliveryOutcome, { type: 'accepted' }>

  constructor(outcome: Exclude<DeliveryOutcome, { type: 'accepted' }>) {
    super('problem' in outcome ? outcome.problem : outcome.reason)
    this.outcome = outcome
  }
}

const envelopeNamespace = 'http://schemas.xmlsoap.org/soap/envelope/'

/** SOAP 1.1, document/literal: the action is the bare name of the operation. */
export async function callSoap(
  send: HttpSend,
  to: { readonly url: string; readonly headers: Readonly<Record<string, string>> },
  operation: string,
  message: Markup,
  deliveryId: string | null,
): Promise<SoapAnswer> {
  const envelope = xml('soapenv:Envelope', { 'xmlns:soapenv': envelopeNamespace }, xml('soapenv:Body', {}, message))
  const http = await send({
    method: 'POST',
    url: to.url,
    headers: { ...to.headers, 'Content-Type': 'text/xml; charset=utf-8', SOAPAction: `"${operation}"` },
    body: xmlDocument(envelope),
    operation,
    deliveryId,
  })
  const refused = notProcessed(http)
  if (refused) throw new SoapRefusal(refused)
  const body = bodyOf(http)
  if (body.name === 'Fault') throw new SoapRefusal(outcomeOfFault(body))
  if (http.status !== 200) throw new SoapRefusal(unclear(`status ${http.status}`))
  return { body, http }
}

const unclear = (problem: string): DeliveryOutcome & { readonly type: 'uncertain' } => ({
  type: 'uncertain',
  code: 'answer-unclear',
  problem: `the answer cannot be understood (${problem})`,
})

function bodyOf({ body, status }: HttpAnswer): XmlElement {
  try {
    const envelope = readXml(body)
    const [content] = childOf(envelope, 'Body')?.children ?? []
    if (envelope.name === 'Envelope' && content) return content
    throw new SoapRefusal(unclear('no SOAP envelope'))
  } catch (error) {
    if (error instanceof NotXml) throw new SoapRefusal(unclear(status === 200 ? error.message : `status ${status}`))
    throw error
  }
}

/** A fault of the client was not processed and never will be; one of the server says nothing of how far it came. */
function outcomeOfFault(fault: XmlElement): Exclude<DeliveryOutcome, { type: 'accepted' }> {
  const code = textAt(fault, 'faultcode') ?? ''
  const text = (textAt(fault, 'faultstring') ?? '').slice(0, 400)
  if (/(^|:)(Client|VersionMismatch|MustUnderstand)\b/.test(code))
    return { type: 'rejected', code: 'refused', reason: `${code}: ${text}` }
  return { type: 'uncertain', code: 'system-failed', problem: `fault ${code}: ${text}` }
}
