import type { UnitCount, SettlementTable } from '@glosa/domain/model'
import { countFields, type CountField, type ExportWords } from './words/exportWords.ts'

/** The statistics as rows of words and numbers: a heading, each body, and the sum. */
export interface CountRows {
  readonly head: readonly string[]
  readonly body: readonly (readonly (string | number)[])[]
  readonly total: readonly (string | number)[]
}

/** Lays the statistics out in the order of `countFields`. */
export function countRows({ units, total }: Pick<SettlementTable, 'units' | 'total'>, words: ExportWords): CountRows {
  const { counts } = words
  return {
    head: countFields.map((field) => counts.field[field]),
    body: units.map((unit) => countFields.map((field) => figure(field, unit, words, unit.name, unit.answer))),
    total: countFields.map((field) => figure(field, total, words, counts.total, null)),
  }
}

function figure(
  field: CountField,
  count: Omit<UnitCount, 'id' | 'name' | 'isMandatory' | 'answer'>,
  { counts }: ExportWords,
  name: string,
  answer: UnitCount['answer'] | null,
): string | number {
  switch (field) {
    case 'body':
      return name
    case 'lodged':
      return count.lodged.all
    case 'essential':
      return count.lodged.essential
    case 'unsettled':
      return count.unsettled.all
    case 'disputes':
      return count.openDisputes > 0 ? `${count.disputes} (${counts.open}: ${count.openDisputes})` : count.disputes
    case 'answer':
      return answer === null ? '' : counts.answer[answer]
    default: {
      const { all, essential } = count.verdicts[field]
      return essential > 0 ? `${all} (${counts.ofThemEssential}: ${essential})` : all
    }
  }
}
