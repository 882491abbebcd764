import type { decisionRoutes } from '../../domain/contract/decisionRoutes.ts'
import type { Ids, Samples } from './samples.ts'

const hash = 'a'.repeat(64)

/** Requests about settlement, disputes, approvals, versions and office settings that are right in every shape. */
export function decisionSamplesOf({ materialId, commentId }: Ids): Pick<Samples, keyof typeof decisionRoutes> {
  const nothing = { params: {}, query: {}, body: undefined }
  const ofMaterial = { params: { materialId }, query: {} }
  const ofDispute = { params: { materialId, disputeId: 'd'.repeat(20) }, query: {} }
  const several = { commentIds: [commentId] }
  return {
    settleComments: {
      ...ofMaterial,
      body: { ...several, settlement: { verdict: 'explained', reason: 'Důvod' }, applyWording: false },
    },
    releaseSettlements: { ...ofMaterial, body: { commentIds: null } },
    returnSettlements: { ...ofMaterial, body: { ...several, reason: 'Důvod' } },
    reactToSettlement: {
      params: { materialId, commentId },
      query: {},
      body: { reaction: 'insisted', reason: 'Trváme' },
    },
    acknowledgeRewriting: { ...ofMaterial, body: { ...several, reason: 'Důvod' } },
    recordDisputeMeeting: {
      ...ofDispute,
      body: { heldAt: 1_700_000_000_000, present: 'Nováková', conclusion: 'Bez shody' },
    },
    escalateDispute: { ...ofDispute, body: { reason: 'Bez shody' } },
    decideDispute: { ...ofDispute, body: { ruling: 'settlement-stands', reason: 'Důvod', resolution: '1/2026' } },
    withdrawDispute: { ...ofDispute, body: { reason: null } },
    permitFinalising: {
      ...ofMaterial,
      body: { disputeIds: ['d'.repeat(20)], reason: 'Důvod', resolution: '1/2026' },
    },
    readReadiness: { ...ofMaterial, body: undefined },
    readText: { params: { materialId, text: 'now' }, query: {}, body: undefined },
    flagMaterial: { ...ofMaterial, body: { flags: ['budget'] } },
    startApproval: { ...ofMaterial, body: undefined },
    cancelApproval: { ...ofMaterial, body: undefined },
    giveApproval: { ...ofMaterial, body: { hash, stepId: null } },
    returnApproval: { ...ofMaterial, body: { reason: 'Důvod', stepId: 'sponsor' } },
    listApprovals: nothing,
    approveMany: { params: {}, query: {}, body: { items: [{ materialId, hash, stepId: null }] } },
    startNewVersion: { ...ofMaterial, body: { reason: 'Důvod', tabled: true } },
    readSettings: nothing,
    changeSettings: {
      params: {},
      query: {},
      body: { sequence: 0, change: { section: 'settlement', settlement: { release: 'at-once', reactionDays: 3 } } },
    },
    readSettingsHistory: nothing,
  }
}
