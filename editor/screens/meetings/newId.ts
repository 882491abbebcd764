import { opaqueIdFrom, type OpaqueId } from '@glosa/domain/model'

/** An id made here, so that a repeated request does its act once. */
export const newId = <T extends OpaqueId>(): T => opaqueIdFrom<T>(crypto.getRandomValues(new Uint8Array(60)))
