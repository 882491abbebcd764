import type { identityRoutes } from '@glosa/domain/contract'
import { openPolicy, type FactorId, type PersonId, type ResetId } from '@glosa/domain/model'
import type { Samples } from './samples.ts'

const factorId = 'f'.repeat(20) as FactorId
const resetId = 'r'.repeat(20) as ResetId
const response = {
  id: 'x',
  rawId: 'x',
  type: 'public-key',
  clientExtensionResults: {},
  response: { clientDataJSON: 'e30' },
}

/** Requests on second factors, identity providers and administration that are right in every shape. */
export function identitySamplesOf({
  personId,
}: {
  readonly personId: PersonId
}): Pick<Samples, keyof typeof identityRoutes> {
  const nothing = { params: {}, query: {}, body: undefined }
  const ofPerson = { params: { personId }, query: {}, body: undefined }
  const ofReset = { params: { resetId }, query: {}, body: undefined }
  const ofProvider = { params: { provider: 'nia' }, query: {}, body: undefined }
  return {
    readSecondFactor: nothing,
    beginTotp: { ...nothing, body: { enrolmentCode: null } },
    confirmTotp: { ...nothing, body: { code: '123456', label: 'Telefon' } },
    beginPasskey: { ...nothing, body: { enrolmentCode: null } },
    confirmPasskey: { ...nothing, body: { response, label: 'Klíč' } },
    showTotp: { ...nothing, body: { code: '123456' } },
    beginShowPasskey: nothing,
    showPasskey: { ...nothing, body: { response } },
    showRecoveryCode: { ...nothing, body: { code: 'aaaa-bbbb-cccc-dddd' } },
    renameFactor: { params: { factorId }, query: {}, body: { label: 'Telefon' } },
    removeFactor: { params: { factorId }, query: {}, body: undefined },
    renewRecoveryCodes: nothing,
    listProviders: nothing,
    startOidc: { ...ofProvider, body: { returnTo: '/materials', again: false } },
    finishOidc: { ...ofProvider, query: { state: 'x', code: 'y' } },
    endByProvider: { ...ofProvider, body: { logout_token: 'a.b.c' } },
    endOwnSessions: { ...nothing, query: { keepThis: 'yes' } },
    listAllSessions: { ...nothing, query: { personId, limit: 10, offset: 0 } },
    endPersonSessions: ofPerson,
    readPersonFactors: ofPerson,
    issueEnrolmentCode: ofPerson,
    readSecurityPolicy: nothing,
    changeSecurityPolicy: { ...nothing, body: openPolicy },
    listFactorResets: nothing,
    requestFactorReset: { ...nothing, body: { personId, reason: 'Ztracený telefon' } },
    confirmFactorReset: ofReset,
    withdrawFactorReset: ofReset,
    readAudit: {
      ...nothing,
      query: { before: 10, type: 'signed-in', personId, since: 1, until: 9_000_000_000_000, limit: 10 },
    },
    verifyAudit: nothing,
    exportAudit: { ...nothing, query: { from: 1, to: 10, act: 'lockMaterial' } },
  }
}
