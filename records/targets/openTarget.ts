import type { ExchangeLog, Instant, NumberBook, RecordsSystem } from '@glosa/domain/model'
import { esslRecordsSystem } from '../essl/esslRecordsSystem.ts'
import { folderRecordsSystem } from '../folder/folderRecordsSystem.ts'
import { outgoingHttp } from '../http/outgoing.ts'
import { httpAccess, type SecretSource } from './readSecret.ts'
import type { EsslSettings, TargetSettings } from './targetSettings.ts'

/** What every records system is given. */
export interface TargetPorts {
  readonly now: () => Instant
  readonly exchanges: ExchangeLog
  readonly numbers: NumberBook
}

/** A records system ready for use, and what may be shown of its settings. */
export interface OpenTarget {
  readonly name: string
  readonly kind: TargetSettings['kind']
  readonly label: string
  readonly endpoint: string
  readonly order: 'strict' | 'each-material'
  readonly after: string | null
  readonly system: RecordsSystem
}

/**
 * Builds the adapter of a configured records system; its secrets are read now and kept nowhere else.
 * Faults (a missing secret, an unreadable file) are told to `source.fault`.
 */
export function openTarget(settings: TargetSettings, ports: TargetPorts, source: SecretSource): OpenTarget {
  const { name, label = name, after = null } = settings
  const { system, endpoint } = adapterOf(settings, ports, source)
  const order = settings.order ?? (settings.kind === 'essl' ? 'strict' : 'each-material')
  return { name, kind: settings.kind, label, endpoint, order, after, system }
}

function adapterOf(
  settings: TargetSettings,
  ports: TargetPorts,
  source: SecretSource,
): { readonly system: RecordsSystem; readonly endpoint: string } {
  switch (settings.kind) {
    case 'folder': {
      const { name: target, folder, receipt } = settings
      const system = folderRecordsSystem({ target, folder, selfReceipt: receipt === 'self', now: ports.now })
      return { system, endpoint: folder }
    }
    case 'essl':
      return { system: openEssl(settings, ports, source), endpoint: settings.url }
    default:
      throw new RangeError(`no adapter for ${settings.kind}`)
  }
}

function openEssl(
  settings: EsslSettings,
  { now, exchanges, numbers }: TargetPorts,
  source: SecretSource,
): RecordsSystem {
  const { name, url, profile, documentKinds, group = null, file = null } = settings
  const { headers, connect } = httpAccess(settings, name, source)
  const { originator, source: code, destination, user, mode, handOver, settledBy, attach } = settings
  return esslRecordsSystem({
    target: name,
    url,
    headers,
    send: outgoingHttp({ ...connect, exchanges }),
    numbers,
    now,
    edition: profile,
    originator,
    source: code,
    destination,
    user,
    mode,
    documentKinds,
    group,
    file,
    handOver,
    settledBy,
    attach,
  })
}
