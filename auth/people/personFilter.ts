import { AndFilter, EqualityFilter, type Filter } from 'ldapts'
import { attributesOf } from '../directory/attributeMap.ts'
import type { DirectoryConfig } from '../directory/directoryConfig.ts'

/** What makes an entry a person. In Active Directory computers are users too, of another category. */
export function personFilter(config: Pick<DirectoryConfig, 'preset' | 'attributes'>, ...further: Filter[]): AndFilter {
  const isPerson = [new EqualityFilter({ attribute: 'objectClass', value: attributesOf(config).personClass })]
  if (config.preset === 'active-directory')
    isPerson.push(new EqualityFilter({ attribute: 'objectCategory', value: 'person' }))
  return new AndFilter({ filters: [...isPerson, ...further] })
}
