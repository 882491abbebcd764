import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Instant, SealCertificate, SealLevel, SealRenewal, SealWarning } from '@glosa/domain/model'
import {
  archiveTimestampOf,
  hostsIn,
  pkcs11Sealer,
  pkcs12Sealer,
  renewSeal,
  requestTimestamp,
  SealUnusable,
  sealPdf,
  TimestampFailed,
  trialSealer,
  type SealedPdf,
  type Sealer,
} from '@glosa/records'
import type { SealSettings } from './sealSettings.ts'

export interface SealStatus {
  readonly source: 'pkcs12' | 'pkcs11' | 'trial' | null
  readonly level: SealLevel
  readonly mode: SealSettings['mode']
  /** `null` when it cannot be read now. */
  readonly certificate: SealCertificate | null
  /** Whole days until it ends, negative after; `null` without a certificate. */
  readonly daysLeft: number | null
  readonly timestampHost: string | null
  readonly warnings: readonly { readonly code: SealWarning; readonly detail: string | null }[]
}

export interface SealedOfOffice extends SealedPdf {
  readonly certificate: SealCertificate
  readonly level: SealLevel
  readonly isTrial: boolean
  /** Until when its timestamp over the whole file proves it; missing below B-LTA. */
  readonly provenUntil?: Instant
}

/** A seal whose proof was prolonged. */
export interface RenewedSeal extends Omit<SealRenewal, 'pdf'> {
  readonly pdf: Buffer
}

/** The electronic seal of the office. */
export interface OfficeSeal {
  readonly isConfigured: boolean
  readonly mode: SealSettings['mode']
  /**
   * @param reason words in the seal
   * @throws SealUnusable | TimestampFailed | EvidenceMissing when it cannot be sealed now
   */
  seal(pdf: Uint8Array, reason: string): Promise<SealedOfOffice>
  /**
   * Adds a further timestamp over a sealed PDF, with the proof for the last one; `null` when the PDF
   * has none yet. Missing where the office does not seal at B-LTA.
   * @throws TimestampFailed | EvidenceMissing when it cannot be renewed now
   */
  readonly renew?: (pdf: Uint8Array) => Promise<RenewedSeal | null>
  /** A timestamp over bytes; missing where the office has no timestamp authority. */
  readonly timestamp?: (bytes: Uint8Array) => Promise<Buffer>
  /** How it stands, without asking anybody outside. */
  status(): Promise<SealStatus>
}

const dayMs = 86_400_000
/** Authorities want about two weeks for a new certificate; people are away for more. */
const soonDays = 60

/**
 * The key is opened when it is first needed and kept open; a token that was taken out, or a file that
 * was replaced, is opened again. The software starts without it.
 */
export function createOfficeSeal(
  settings: SealSettings,
  office: { readonly name: string; readonly dataDir: string },
  now: () => Instant,
): OfficeSeal {
  const { key, level, mode, authorities, timestampAuthority } = settings
  let opening: Promise<Sealer> | null = null
  let timestampProblem: string | null = null

  const open = (): Promise<Sealer> => {
    opening ??= openKey(settings, office, now()).catch((error: unknown) => {
      opening = null
      throw error
    })
    return opening
  }

  return {
    isConfigured: key.source !== 'none',
    mode,
    ...(timestampAuthority && level === 'B-LTA'
      ? {
          async renew(pdf) {
            const last = archiveTimestampOf(pdf)
            if (!last) return null
            const hosts = new Set([...settings.evidenceHosts, ...hostsIn(authorities)])
            const plan = { timestampAuthority, evidence: { authorities, hosts } }
            const renewed = await renewSeal(pdf, plan, last.token, last.timestamps + 1)
            const now = archiveTimestampOf(renewed)
            if (!now) throw new TimestampFailed('the new timestamp cannot be read back')
            const { timestampedAt, provenUntil, timestamps } = now
            return { pdf: renewed, timestampedAt, provenUntil, timestamps }
          },
        }
      : {}),
    ...(timestampAuthority ? { timestamp: (bytes) => requestTimestamp(bytes, timestampAuthority) } : {}),
    async seal(pdf, reason) {
      const sealer = await open()
      const { facts } = sealer.certificate
      const hosts = new Set([
        ...settings.evidenceHosts,
        ...hostsIn([sealer.certificate, ...sealer.issuers, ...authorities]),
      ])
      try {
        const plan = { sealer, level, timestampAuthority, evidence: { authorities, hosts } }
        const sealed = await sealPdf(pdf, plan, { at: now(), name: office.name, reason, location: settings.location })
        timestampProblem = null
        const proof = level === 'B-LTA' ? archiveTimestampOf(sealed.pdf) : null
        const proven = proof ? { provenUntil: proof.provenUntil } : {}
        return { ...sealed, certificate: facts, level, isTrial: sealer.isTrial, ...proven }
      } catch (error) {
        if (error instanceof TimestampFailed) timestampProblem = error.message
        // The token may be out, the file may have been replaced: next time from the start.
        if (error instanceof SealUnusable) opening = null
        throw error
      }
    },
    async status() {
      const source = key.source === 'none' ? null : key.source
      const warnings: { code: SealWarning; detail: string | null }[] = []
      const warn = (code: SealWarning, detail: string | null = null) => warnings.push({ code, detail })
      let sealer: Sealer | null = null
      if (source) {
        try {
          sealer = await open()
        } catch (error) {
          if (!(error instanceof SealUnusable)) throw error
          warn('certificate-unreadable', error.message)
        }
      }
      const certificate = sealer?.certificate.facts ?? null
      const daysLeft = certificate && Math.floor((certificate.notAfter - now()) / dayMs)
      if (certificate && daysLeft !== null) {
        if (certificate.notAfter < now()) warn('certificate-expired')
        else if (certificate.notBefore > now()) warn('certificate-not-yet-valid')
        else if (daysLeft <= soonDays) warn('certificate-expires-soon', String(daysLeft))
      }
      if (timestampProblem !== null) warn('timestamps-fail', timestampProblem)
      if (source && level === 'B-B') warn('without-timestamp')
      if (sealer?.isTrial) warn('trial-certificate')
      const timestampHost = timestampAuthority && level !== 'B-B' ? new URL(timestampAuthority.url).host : null
      return { source, level, mode, certificate, daysLeft, timestampHost, warnings }
    },
  }
}

async function openKey(
  { key, authorities }: SealSettings,
  { name, dataDir }: { readonly name: string; readonly dataDir: string },
  now: Instant,
): Promise<Sealer> {
  switch (key.source) {
    case 'none':
      throw new SealUnusable('the office has no seal')
    case 'trial':
      return trialSealer(join(dataDir, 'seal'), name, now)
    case 'pkcs12':
      return pkcs12Sealer(await readKeyFile(key.file), key.password, { more: authorities })
    case 'pkcs11':
      return pkcs11Sealer(key, authorities)
  }
}

async function readKeyFile(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file)
  } catch (error) {
    if (error instanceof Error && 'code' in error) {
      throw new SealUnusable(`the file with the seal cannot be read (${String(error.code)})`)
    }
    throw error
  }
}
