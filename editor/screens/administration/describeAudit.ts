import type { AuditEntry } from '@glosa/domain/contract'
import {
  auditTypes,
  parseMaterialId,
  refusalCodes,
  roles,
  type AuditAct,
  type AuditType,
  type MaterialId,
} from '@glosa/domain/model'
import type { TFunction } from 'i18next'
import type { Format } from '../../i18n/format.ts'
import { sayDifference } from '../officeSettings/sayDifference.ts'
import { policyDifferences } from './describePolicy.ts'

type Happening = AuditEntry['event']

/** Acts whose entries name only their route. */
export const auditedRoutes = [
  'lockMaterial',
  'giveApproval',
  'returnApproval',
  'approveMany',
  'changeSettings',
  'rereadDirectory',
  'endPersonSessions',
  'revokeSession',
  'issueEnrolmentCode',
  'changeSecurityPolicy',
  'requestFactorReset',
  'confirmFactorReset',
  'withdrawFactorReset',
  'exportAudit',
  'orderSeals',
  'publishMaterial',
] as const

/** The person whom an entry is about, where somebody else did it. */
const personOf = (event: Happening): string | null => at(event['person'], 'displayName')

/** The material that an act was about. */
export const materialOf = (event: Happening): MaterialId | null => parseMaterialId(at(event['about'], 'materialId'))

/** Where a sign-in came from: address and the user-agent line of the browser. */
export function sourceOf(event: Happening): { readonly address: string; readonly userAgent: string } | null {
  const address = at(event['source'], 'address')
  return address === null ? null : { address, userAgent: at(event['source'], 'userAgent') ?? '' }
}

/** What an entry of the audit log says, as a sentence. */
export function describeAudit(event: Happening, t: TFunction, format: Pick<Format, 'dayAndTime'>): string {
  const type = event.type as AuditType
  const person = personOf(event) ?? ''
  switch (type) {
    case 'signed-in':
      return t('audit.said.signed-in', { method: methodOf(event, t) })
    case 'sign-in-refused':
      return t('audit.said.sign-in-refused', { method: methodOf(event, t), why: refusal(event, t) })
    case 'second-factor-shown':
      return t('audit.said.second-factor-shown', { kind: kindOf(event, t) })
    case 'second-factor-refused':
      return t('audit.said.second-factor-refused', { kind: kindOf(event, t), why: refusal(event, t) })
    case 'factor-added':
    case 'factor-removed':
      return t(`audit.said.${type}`, { kind: kindOf(event, t), label: at(event, 'label') ?? '' })
    case 'recovery-codes-renewed':
      return t('audit.said.recovery-codes-renewed')
    case 'recovery-code-used':
      return t('audit.said.recovery-code-used', { count: Number(event['left']) })
    case 'enrolment-code-issued':
    case 'factor-reset-withdrawn':
      return t(`audit.said.${type}`, { person })
    case 'factor-reset-requested':
      return t('audit.said.factor-reset-requested', { person, reason: at(event, 'reason') ?? '' })
    case 'factor-reset-confirmed':
      return t('audit.said.factor-reset-confirmed', { person, by: at(event['requestedBy'], 'displayName') ?? '' })
    case 'second-factor-policy-changed':
      return t('audit.said.second-factor-policy-changed', { changes: policyOf(event, t) }).trim()
    case 'session-ended':
      return t('audit.said.session-ended', { person, reason: endOf(event, t) })
    case 'roles-changed':
      return t('audit.said.roles-changed', { person, changes: rolesOf(event, t) })
    case 'privileged-act':
      return t('audit.said.privileged-act', { act: actOf(event, t) })
    case 'privileged-act-refused':
      return t('audit.said.privileged-act-refused', { act: actOf(event, t), why: refusal(event, t) })
    case 'audit-exported':
      return exportOf(event, t, format)
    case 'keys-rotated':
      return t('audit.said.keys-rotated', { count: Number(event['count']) })
    default:
      return unknown(type, t)
  }
}

const unknown = (type: never, t: TFunction): string => t('audit.unknown', { type: String(type) })

function at(value: unknown, key: string): string | null {
  const found =
    typeof value === 'object' && value !== null ? Object.entries(value).find(([name]) => name === key) : null
  return typeof found?.[1] === 'string' ? found[1] : null
}

function methodOf(event: Happening, t: TFunction): string {
  if (at(event, 'method') !== 'oidc') return t('administration.method.password')
  const provider = at(event, 'provider')
  return provider === null ? t('administration.method.oidc') : t('audit.provider', { provider })
}

function kindOf(event: Happening, t: TFunction): string {
  const kind = at(event, 'kind')
  if (kind === 'totp' || kind === 'passkey') return t(`secondFactor.kind.${kind}`)
  return t(kind === 'provider' ? 'audit.kind.provider' : 'audit.kind.recovery-code')
}

function refusal(event: Happening, t: TFunction): string {
  const code = refusalCodes.find((known) => known === at(event, 'code'))
  return code ? t(`refusal.${code}`) : (at(event, 'code') ?? '')
}

type EndReason = Extract<AuditAct, { type: 'session-ended' }>['reason']
const ends = [
  'signed-out',
  'revoked',
  'refresh-reused',
  'account-ended',
  'provider-logout',
] as const satisfies readonly EndReason[]

function endOf(event: Happening, t: TFunction): string {
  const reason = ends.find((known) => known === at(event, 'reason'))
  return reason ? t(`audit.end.${reason}`) : (at(event, 'reason') ?? '')
}

function rolesOf(event: Happening, t: TFunction): string {
  const named = (value: unknown, sign: string) =>
    roles.filter((role) => Array.isArray(value) && value.includes(role)).map((role) => `${sign} ${t(`role.${role}`)}`)
  return [...named(event['added'], '+'), ...named(event['removed'], '−')].join(', ')
}

function exportOf(event: Happening, t: TFunction, format: Pick<Format, 'dayAndTime'>): string {
  const range = { from: String(event['from']), to: String(event['to']) }
  const selected = event['filter']
  if (typeof selected !== 'object' || selected === null) return t('audit.said.audit-exported', range)
  const { type, act, personId, since, until } = Object.fromEntries(Object.entries(selected))
  const kind = auditTypes.find((known) => known === type)
  const route = auditedRoutes.find((known) => known === act)
  const said = [
    kind ? t(`audit.types.${kind}`) : null,
    route ? t(`audit.act.${route}`) : null,
    personId === undefined ? null : t('audit.selection.saidPerson'),
    typeof since === 'number' ? t('audit.selection.saidSince', { when: format.dayAndTime(since) }) : null,
    typeof until === 'number' ? t('audit.selection.saidUntil', { when: format.dayAndTime(until) }) : null,
  ]
  return t('audit.said.audit-exported-selection', { ...range, filter: said.filter((one) => one !== null).join(', ') })
}

const policyOf = (event: Happening, t: TFunction): string =>
  policyDifferences(event['before'], event['after'], t)
    .map((difference) => sayDifference(difference, t))
    .join('; ')

function actOf(event: Happening, t: TFunction): string {
  const route = auditedRoutes.find((known) => known === at(event, 'route'))
  return route ? t(`audit.act.${route}`) : (at(event, 'route') ?? '')
}
