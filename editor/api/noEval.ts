import * as z from 'zod'

// Zod builds fast parsers with `new Function`, which the page's content security policy forbids.
// Must run before any schema of the contract is made, so it is the first import of `call.ts`.
z.config({ jitless: true })
