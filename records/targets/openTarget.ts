import type { ExchangeLog, Instant, NumberBook, RecordsSystem, SealCertificate } from '@glosa/domain/model'
import { cmisRecordsSystem } from '../cmis/cmisRecordsSystem.ts'
import type { DropPlace } from '../drop/dropPlace.ts'
import { folderPlace } from '../drop/folderPlace.ts'
import { s3Place } from '../drop/s3Place.ts'
import { sftpPlace } from '../drop/sftpPlace.ts'
import { esslRecordsSystem } from '../essl/esslRecordsSystem.ts'
import { ezdRecordsSystem } from '../ezd/ezdRecordsSystem.ts'
import { folderRecordsSystem } from '../folder/folderRecordsSystem.ts'
import { outgoingHttp } from '../http/outgoing.ts'
import { sipRecordsSystem } from '../sip/sipRecordsSystem.ts'
import { httpAccess, readSecret, readText, type SecretSource } from './readSecret.ts'
import type { CmisSettings, EsslSettings, EzdSettings, SipSettings, TargetSettings } from './targetSettings.ts'

/** What every records system is given. */
export interface TargetPorts {
  readonly softwareVersion: string
  /** Called between the steps of an adapter, for tests that end the process there. */
  readonly onStep?: (moment: string) => void | Promise<void>
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
  /** The office's own certificate of the connection (mutual TLS); `null` without one. */
  readonly certificate: SealCertificate | null
  readonly system: RecordsSystem
}

/**
 * Builds the adapter of a configured records system; its secrets are read now and kept nowhere else.
 * Faults (a missing secret, an unreadable file) are told to `source.fault`.
 */
export function openTarget(settings: TargetSettings, ports: TargetPorts, source: SecretSource): OpenTarget {
  const { name, label = name, after = null } = settings
  const { system, endpoint, certificate = null } = adapterOf(settings, ports, source)
  const order = settings.order ?? (settings.kind === 'essl' ? 'strict' : 'each-material')
  return { name, kind: settings.kind, label, endpoint, order, after, certificate, system }
}

interface Adapter {
  readonly system: RecordsSystem
  readonly endpoint: string
  readonly certificate?: SealCertificate | null
}

function adapterOf(settings: TargetSettings, ports: TargetPorts, source: SecretSource): Adapter {
  switch (settings.kind) {
    case 'folder': {
      const { name: target, folder, receipt } = settings
      const system = folderRecordsSystem({
        target,
        folder,
        selfReceipt: receipt === 'self',
        now: ports.now,
        ...stepsOf(ports),
      })
      return { system, endpoint: folder }
    }
    case 'essl':
      return openEssl(settings, ports, source)
    case 'cmis':
      return openCmis(settings, ports, source)
    case 'sip':
      return openSip(settings, ports, source)
    case 'ezd':
      return openEzd(settings, ports, source)
  }
}

function openEssl(settings: EsslSettings, ports: TargetPorts, source: SecretSource): Adapter {
  const { now, exchanges, numbers } = ports
  const { name, url, profile, documentKinds, group = null, file = null } = settings
  const { headers, connect, certificate } = httpAccess(settings, name, source)
  const { originator, source: code, destination, user, mode, handOver, settledBy, attach } = settings
  const system = esslRecordsSystem({
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
    ...stepsOf(ports),
  })
  return { system, endpoint: settings.url, certificate }
}

function openCmis(settings: CmisSettings, ports: TargetPorts, source: SecretSource): Adapter {
  const { exchanges } = ports
  const { name: target, url, folder, documentType, folderType } = settings
  const { repository = null, relationshipType = null, idProperty = null, numberProperty = null } = settings
  const { headers, connect, certificate } = httpAccess(settings, target, source)
  const send = outgoingHttp({ ...connect, exchanges })
  const system = cmisRecordsSystem({
    ...{ target, url, headers, send, repository, folder, documentType, folderType },
    ...{ relationshipType, idProperty, numberProperty },
    ...stepsOf(ports),
  })
  return { system, endpoint: settings.url, certificate }
}

function openEzd(settings: EzdSettings, ports: TargetPorts, source: SecretSource): Adapter {
  const { now, exchanges } = ports
  const { name: target, url, tokenUrl, webHost, entity, keyId, position, downloadOrigins, attach } = settings
  const { caseId = null, newCase = null, attributes = null } = settings
  const { connect, certificate } = httpAccess(settings, target, source)
  const system = ezdRecordsSystem({
    ...{ target, url, tokenUrl, webHost, entity, keyId, position, downloadOrigins, attach },
    ...{ caseId, newCase, attributes, now },
    apiKey: readSecret(settings.apiKey, `${target}: apiKey`, source),
    settleMs: settings.settleMinutes * 60_000,
    send: outgoingHttp({ ...connect, exchanges }),
    ...stepsOf(ports),
  })
  return { system, endpoint: settings.url, certificate }
}

function openSip(settings: SipSettings, ports: TargetPorts, source: SecretSource): Adapter {
  const { name: target, receipt, submitter, submissionAgreement: agreement = null } = settings
  const place = placeOf(settings, ports, source)
  const software = { name: 'Glosa', version: ports.softwareVersion }
  const system = sipRecordsSystem({
    target,
    place,
    receipt,
    submission: { submitter, agreement, software },
    ...stepsOf(ports),
  })
  return { system, endpoint: place.endpoint }
}

function placeOf({ name, place }: SipSettings, { exchanges }: TargetPorts, source: SecretSource): DropPlace {
  switch (place.type) {
    case 'folder':
      return folderPlace(place.folder)
    case 'sftp': {
      const { host, port, user, folder, hostKeys, timeoutMs, privateKey, password } = place
      if (!privateKey && !password) source.fault(`${name}: place: a privateKey or a password is needed`)
      return sftpPlace({
        ...{ host, port, user, folder, hostKeys, timeoutMs },
        ...(privateKey ? { privateKey: readSecret(privateKey, `${name}: privateKey`, source) } : {}),
        ...(password ? { password: readSecret(password, `${name}: password`, source) } : {}),
      })
    }
    case 's3': {
      const { url, bucket, region, prefix, timeoutMs, caFile } = place
      const ca = caFile ? { ca: readText(caFile, `${name}: caFile`, source) } : {}
      return s3Place({
        ...{ url, bucket, region, prefix },
        accessKey: readSecret(place.accessKey, `${name}: accessKey`, source),
        secretKey: readSecret(place.secretKey, `${name}: secretKey`, source),
        send: outgoingHttp({ timeoutMs, ...ca, exchanges }),
      })
    }
  }
}

const stepsOf = ({ onStep }: TargetPorts) => (onStep ? { onStep } : {})
