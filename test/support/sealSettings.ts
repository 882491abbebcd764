import type { SealSettings } from '@glosa/collab-server/sealSettings.ts'

/** Settings of a seal for trying out, without anybody outside to ask. */
export const sealSettings = (more: Partial<SealSettings> = {}): SealSettings => ({
  key: { source: 'trial' },
  level: 'B-B',
  mode: 'automatic',
  location: null,
  timestampAuthority: null,
  authorities: [],
  evidenceHosts: [],
  trusted: null,
  ...more,
})
