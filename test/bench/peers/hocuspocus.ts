import { readFileSync } from 'node:fs'
import { Server } from '@hocuspocus/server'
import * as Y from 'yjs'

/** Hocuspocus as it comes, in memory. `SEED` names a file with the first state of every document. */
const seed = process.env['SEED'] ? readFileSync(process.env['SEED']) : null
const server = new Server({
  port: 0,
  address: '127.0.0.1',
  quiet: true,
  async onLoadDocument({ document }) {
    if (seed) Y.applyUpdate(document, seed)
  },
})
await server.listen(0)
process.send?.({ port: server.address.port })
process.on('disconnect', () => process.exit(0))
