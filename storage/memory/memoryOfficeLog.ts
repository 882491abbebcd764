import type { OfficeLog, OfficeRecord } from '@glosa/domain/model'

export function memoryOfficeLog(): OfficeLog {
  const logs = new Map<string, Map<number, OfficeRecord>>()
  return {
    async append(record) {
      let log = logs.get(record.log)
      if (!log) logs.set(record.log, (log = new Map()))
      const there = log.get(record.sequence)
      if (there) return there.hash === record.hash ? 'appended' : 'sequence-taken'
      log.set(record.sequence, structuredClone(record))
      return 'appended'
    },
    async read(name, after = 0, limit) {
      const log = logs.get(name)
      if (!log) return []
      return [...log.values()]
        .filter((record) => record.sequence > after)
        .sort((a, b) => a.sequence - b.sequence)
        .slice(0, limit)
    },
    async last(name) {
      const log = logs.get(name)
      return log?.get(Math.max(...log.keys())) ?? null
    },
    async names(prefix) {
      return [...logs.keys()].filter((name) => name.startsWith(prefix))
    },
  }
}
