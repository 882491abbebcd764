import { sha256Of } from '@glosa/records'
import type { DropPlace } from '../../records/drop/dropPlace.ts'
import { unzip } from '../../records/package/unzip.ts'
import { sipRecordsSystem, type SipOptions } from '../../records/sip/sipRecordsSystem.ts'
import type { Journey } from '../counterparts/deliverWith.ts'
import { describeRecordsSystem, type RecordsSystemCase } from './recordsSystem.ts'

/** What every place that takes archive packages keeps to, beside what every records system does. */
export const describeArchivePlace = (
  name: string,
  setting: Omit<RecordsSystemCase, 'target' | 'arrives' | 'light'> & { readonly light?: RecordsSystemCase['start'] },
): void => {
  const { light, ...own } = setting
  const arrives = () => true
  const more = light ? { light: { start: light, arrives } } : {}
  describeRecordsSystem(
    name,
    {
      arrives: '[SP1]',
      once: '[SP2]',
      nothing: '[SP3]',
      refused: '[SP4]',
      fixity: '[SP5]',
      thousand: '[SP6]',
      rules: '[SP7]',
    },
    { ...own, ...more, target: 'sip', arrives },
  )
}

/** Who submits. */
export const submission = {
  submitter: { name: 'Podhorský kraj', id: 'CZ-70890000' },
  agreement: 'DOHODA-2026-01',
  software: { name: 'Glosa', version: '0.1.0' },
}

/** An adapter that leaves packages at a place. */
export const systemAt = (place: DropPlace, receipt: SipOptions['receipt'] = 'self') =>
  sipRecordsSystem({ target: 'sip', place, receipt, submission })

/** What lies at a place for a version, by the names of the files inside its package. */
export const holdingsAt = (place: DropPlace, { delivery }: Journey) =>
  place.use(async (open) => {
    const note = await open.get(`deposited/${delivery.id}`)
    const id = Buffer.from(note ?? []).toString('utf8')
    const bytes = note && (await open.get(`outgoing/${id}.zip`))
    const files = new Map<string, string>()
    for (const [path, content] of (bytes && unzip(bytes)) ?? []) {
      files.set(path.slice(path.lastIndexOf('/') + 1), sha256Of(content))
    }
    return { records: bytes ? 1 : 0, files }
  })

/** Changes a file inside the package of a version. */
export const tamperAt = (place: DropPlace, { delivery }: Journey) =>
  place.use(async (open) => {
    const id = Buffer.from((await open.get(`deposited/${delivery.id}`)) ?? []).toString('utf8')
    const bytes = await open.get(`outgoing/${id}.zip`)
    if (!bytes) throw new Error('nothing to change')
    const changed = Buffer.from(bytes)
    const at = changed.indexOf('bod ')
    changed.write('BOD ', at > 0 ? at : 200)
    await open.put(`outgoing/${id}.zip`, changed)
  })
