import type { AnswerOf } from '@glosa/domain/contract'
import { useQuery } from '@tanstack/react-query'
import { reading } from '../../api/index.ts'

type Directory = AnswerOf<'readDirectory'>
export type OfficePerson = Directory['people'][number]

const nothing: Directory = { people: [], units: [] }

/** The people of the office; none until the answer is here. */
export const useOfficePeople = (): Directory['people'] => useOffice().people

/** The people and units of the office; none until the answer is here. */
export function useOffice(): Directory {
  const directory = useQuery({ ...reading('readDirectory'), staleTime: 60_000 })
  return directory.data ?? nothing
}
