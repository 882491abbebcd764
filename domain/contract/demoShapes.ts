import * as z from 'zod'
import { roles } from '../model/index.ts'

/** A person of the demo office with the password that everybody may know. */
export const demoGuest = z.object({
  login: z.string(),
  password: z.string(),
  displayName: z.string(),
  unitName: z.string().nullable(),
  role: z.enum(roles),
})
