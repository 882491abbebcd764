import type { FrozenVersion } from '@glosa/domain/model'
import { printVersion } from './printVersion.ts'
import type { UnshowableCharacter } from './showableText.ts'

/**
 * Characters of the version that the PDF could not show: asked before a lock, so that a person
 * can replace them while the text can still be changed. Empty when all is well.
 * @throws RangeError for a node that this version of the software does not know
 */
export const findUnshowable = (frozen: FrozenVersion): readonly UnshowableCharacter[] =>
  printVersion(frozen, { locale: 'cs', recordNumber: null }, new Map()).missing
