import { routes } from '@glosa/domain/contract'
import { auditTypes, openPolicy, type AuditType } from '@glosa/domain/model'
import i18next from 'i18next'
import { beforeAll, describe, expect, it } from 'vitest'
import { czech } from '../../i18n/czech.ts'
import { formatsOf } from '../../i18n/format.ts'
import { auditedRoutes, describeAudit, sourceOf } from './describeAudit.ts'

const person = { personId: 'demo:2', displayName: 'Markéta Pokorná' }
const source = { address: '192.0.2.7', userAgent: 'Firefox/140.0' }

/** An entry of each type with its particulars, and what must be read in its sentence. */
const entries: Readonly<Record<AuditType, readonly [particulars: object, said: string]>> = {
  'signed-in': [{ method: 'oidc', provider: 'keycloak', source }, 'Přihlášení u poskytovatele keycloak.'],
  'sign-in-refused': [
    { method: 'password', provider: null, code: 'sign-in-failed', source },
    'Přihlášení heslem odmít',
  ],
  'second-factor-shown': [{ kind: 'totp' }, 'Ověření: Ověřovací aplikace.'],
  'second-factor-refused': [
    { kind: 'passkey', code: 'second-factor-wrong' },
    'odmítnuto (Přístupový klíč). Druhý faktor',
  ],
  'factor-added': [{ kind: 'passkey', label: 'klíč v kanceláři' }, 'Přístupový klíč „klíč v kanceláři“'],
  'factor-removed': [{ kind: 'totp', label: 'telefon' }, 'Odebrán druhý faktor: Ověřovací aplikace „telefon“'],
  'recovery-codes-renewed': [{}, 'nové záložní kódy'],
  'recovery-code-used': [{ left: 3 }, 'zbývají 3'],
  'enrolment-code-issued': [{ person }, 'Markéta Pokorná'],
  'factor-reset-requested': [{ person, reason: 'Ztracený telefon' }, 'Markéta Pokorná. Důvod: Ztracený telefon'],
  'factor-reset-confirmed': [{ person, requestedBy: { displayName: 'Lukáš Vlček' } }, 'Požádal: Lukáš Vlček'],
  'factor-reset-withdrawn': [{ person }, 'Markéta Pokorná'],
  'second-factor-policy-changed': [{ before: {}, after: {} }, 'pravidla'],
  'session-ended': [{ person, reason: 'account-ended' }, 'Markéta Pokorná (účet skončil'],
  'roles-changed': [{ person, added: ['secretary'], removed: ['drafter'] }, '(+ sekretariát, − zpracovatel)'],
  'privileged-act': [{ route: 'lockMaterial', about: {} }, 'Provedeno: uzamčení verze.'],
  'privileged-act-refused': [
    { route: 'changeSettings', code: 'step-up-needed' },
    'změna nastavení řízení. Pro tento úkon',
  ],
  'audit-exported': [{ from: 1, to: 88 }, '1 až 88'],
  'keys-rotated': [{ keys: 'session', count: 2 }, 'Vyměněny 2 klíče.'],
}

describe('the audit log on the screen', () => {
  beforeAll(async () => {
    await i18next.init({ lng: 'cs', resources: { cs: { translation: czech } }, interpolation: { escapeValue: false } })
  })

  it.each(auditTypes.map((type) => [type] as const))('[UA10] says %s as a sentence with its particulars', (type) => {
    const [particulars, said] = entries[type]
    expect(describeAudit({ type, ...particulars }, i18next.t, formatsOf('cs'))).toContain(said)
  })

  it('[IZ8] says which rules of second factors changed, from what to what', () => {
    const after = {
      roles: { ...openPolicy.roles, secretary: 'any' },
      acts: { ...openPolicy.acts, lock: { demand: 'phishing-resistant', withinMinutes: 5 } },
      enrolment: 'with-code',
    }
    const said = (before: object) =>
      describeAudit({ type: 'second-factor-policy-changed', before, after }, i18next.t, formatsOf('cs'))
    expect(said(openPolicy)).toBe(
      'Změněna pravidla druhých faktorů. sekretariát: nevyžaduje se → jakýkoli; ' +
        'uzamknout, pečetit, zveřejnit: nevyžaduje se → jen přístupový klíč, platí 5 minut; ' +
        'Nastavení prvního faktoru: Po přihlášení heslem → S kódem od správce',
    )
    // Rules of another version are not guessed at.
    expect(said({ roles: {} })).toBe('Změněna pravidla druhých faktorů.')
  })

  it('[IZ11] says of an export what was selected', () => {
    const filter = {
      type: 'privileged-act',
      act: 'lockMaterial',
      personId: 'demo:2',
      since: Date.UTC(2026, 10, 1, 7),
      until: Date.UTC(2026, 10, 2, 7),
    }
    const said = describeAudit({ type: 'audit-exported', from: 1, to: 9, filter }, i18next.t, formatsOf('cs'))
    expect(said.replaceAll('\u00a0', ' ')).toBe(
      'Uložen výběr ze záznamů 1 až 9: Závažný úkon, uzamčení verze, jedna osoba, od ne 1. 11. 2026 8:00, do po 2. 11. 2026 8:00.',
    )
  })

  it('[UA10] names what it does not know instead of hiding it', () => {
    expect(describeAudit({ type: 'moon-landed' }, i18next.t, formatsOf('cs'))).toContain('moon-landed')
    expect(describeAudit({ type: 'privileged-act', route: 'flyAway' }, i18next.t, formatsOf('cs'))).toContain('flyAway')
    expect(describeAudit({ type: 'sign-in-refused', code: 'not-yet-known' }, i18next.t, formatsOf('cs'))).toContain(
      'not-yet-known',
    )
  })

  it('[UA10] has words for every act that is audited', () => {
    const audited = Object.entries(routes).flatMap(([name, route]) => ('privileged' in route ? [name] : []))
    expect(audited.length).toBeGreaterThan(5)
    expect(audited.filter((name) => !auditedRoutes.some((known) => known === name))).toEqual([])
  })

  it('[UA10] tells where a sign-in came from, and nothing where that is not known', () => {
    expect(sourceOf({ type: 'signed-in', source })).toEqual(source)
    expect(sourceOf({ type: 'factor-added' })).toBeNull()
  })
})
