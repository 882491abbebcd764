/** Where the sockets of this page's server are. */
export const socketOrigin = (): string => `${location.protocol === 'https:' ? 'wss:' : 'ws:'}//${location.host}`
