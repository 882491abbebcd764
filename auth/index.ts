export { DirectoryUnavailable } from './directory/dial.ts'
export {
  DirectoryClient,
  type DirectoryClientOptions,
  type DirectorySearch,
  type DirectoryServer,
} from './directory/directoryClient.ts'
export { attributesOf, type AttributeMap } from './directory/attributeMap.ts'
export type { PasswordVerdict } from './directory/passwordVerdict.ts'
export {
  DirectoryConfigError,
  type DirectoryConfig,
  type DirectoryLimits,
  type UnitGroup,
} from './directory/directoryConfig.ts'
export type { DirectoryEntry } from './directory/directoryEntry.ts'
export { dnKey, escapeDnValue } from './directory/dn.ts'
export { groupsOf } from './directory/groups.ts'
export { findEntryById, findPersonByLogin, type FoundPerson } from './people/findPerson.ts'
export { explainLogin, type GroupStep, type LoginExplained, type RoleReason } from './people/explainLogin.ts'
export { allMembers } from './people/allMembers.ts'
export { readDirectory, type DirectoryContent, type RoleGroup, type UnitInDirectory } from './people/readDirectory.ts'
export {
  DirectoryWatch,
  nextNight,
  type DirectoryWatchDeps,
  type LivePerson,
  type WatchReport,
  type WatchStatus,
} from './freshness/directoryWatch.ts'
export { changesSince, type ChangeMarker, type Changes } from './freshness/changes.ts'
export type { EndCause, SessionEffects } from './freshness/sessionsInLine.ts'
export { AttemptLimits, defaultAttemptPolicy, type AttemptPolicy } from './signIn/attemptLimits.ts'
export { signIn, type SignedIn, type SignInDeps, type SignInWish } from './signIn/signIn.ts'
export { accessTokenLifetime } from './session/accessToken.ts'
export { openKeyRing, type KeyRing } from './session/keyRing.ts'
export { keysBefore, keysSince } from './session/keysSince.ts'
export { resealSessionKeys, sharedKeyStore } from './session/sharedKeyStore.ts'
export { fileKeyStore, SigningKeysError, type KeyStore, type StoredKey } from './session/keyStore.ts'
export {
  actorOfSession,
  checkSession,
  endSession,
  endSessionByRefreshToken,
  openSession,
  refreshSession,
  type IssuedSession,
  type SessionDeps,
  type SessionTimes,
} from './session/session.ts'
export { stampOfSession } from './session/stampOfSession.ts'
export { ownSecretKeys } from './secrets/secretKeyFile.ts'
export { readSecretKeys, SecretKeysError, SecretUnreadable, type SecretKeys } from './secrets/secretKeys.ts'
export { SecondFactors } from './secondFactor/secondFactors.ts'
export { checkSecretKeys, idleSecretKeys } from './secrets/neededKeys.ts'
export { resealTotp } from './secondFactor/totp.ts'
export { linkedPerson } from './oidc/linkedPerson.ts'
export type { ProviderConfig } from './oidc/providerConfig.ts'
export { SingleSignOn, type VouchedFor } from './oidc/singleSignOn.ts'
