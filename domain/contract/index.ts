export * from './routes.ts'
export * from './shapes.ts'
export * from './socket.ts'
export * from './statusOf.ts'
