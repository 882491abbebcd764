/** Whether the text is an address inside this application, so that no link to the sign-in can send anybody elsewhere. */
export const isOwnPath = (value: unknown): value is string =>
  typeof value === 'string' && /^\/(?![/\\])[^\\\t\n\r]*$/.test(value) && !value.startsWith('/sign-in')
