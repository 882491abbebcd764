import type { MaterialId, MaterialLog, MaterialRecord } from '@glosa/domain/model'

export function memoryMaterialLog(): MaterialLog {
  const logs = new Map<MaterialId, Map<number, MaterialRecord>>()
  return {
    async append(record) {
      let log = logs.get(record.materialId)
      if (!log) logs.set(record.materialId, (log = new Map()))
      const there = log.get(record.sequence)
      if (there) return there.hash === record.hash ? 'appended' : 'sequence-taken'
      log.set(record.sequence, structuredClone(record))
      return 'appended'
    },
    async read(materialId, after = 0) {
      const log = logs.get(materialId)
      if (!log) return []
      return [...log.values()].filter((record) => record.sequence > after).sort((a, b) => a.sequence - b.sequence)
    },
    async materialIds() {
      return [...logs.keys()]
    },
  }
}
