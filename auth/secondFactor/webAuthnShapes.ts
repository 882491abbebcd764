import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server'

/** Longest text in an answer; a registration with certificates takes a few kilobytes. */
const longest = 32_768

type Fields = Readonly<Record<string, unknown>>

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const isText = (value: unknown): value is string => typeof value === 'string' && value.length <= longest

const isAnswer = (value: unknown): value is Fields & { readonly response: Fields } =>
  isFields(value) &&
  isText(value['id']) &&
  isText(value['rawId']) &&
  value['type'] === 'public-key' &&
  isFields(value['clientExtensionResults']) &&
  isFields(value['response']) &&
  isText(value['response']['clientDataJSON'])

/** Whether a JSON value has the shape of what `navigator.credentials.create` gives. */
export const isRegistrationResponse = (value: unknown): value is RegistrationResponseJSON =>
  isAnswer(value) && isText(value.response['attestationObject']) && areTransports(value.response['transports'])

/** Whether a JSON value has the shape of what `navigator.credentials.get` gives. */
export const isAuthenticationResponse = (value: unknown): value is AuthenticationResponseJSON =>
  isAnswer(value) && isText(value.response['authenticatorData']) && isText(value.response['signature'])

const areTransports = (value: unknown): boolean =>
  value === undefined || (Array.isArray(value) && value.length <= 10 && value.every((one) => isText(one)))
