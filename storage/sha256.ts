import { hash } from 'node:crypto'
import type { Sha256 } from '@glosa/domain/model'

export const sha256 = (bytes: Uint8Array): Sha256 => hash('sha256', bytes, 'hex') as Sha256
