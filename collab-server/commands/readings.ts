import {
  applyReadingRecord,
  emptyReading,
  type Instant,
  type OfficeLog,
  type Reading,
  type ReadingEvent,
} from '@glosa/domain/model'
import { createOfficeStream, type OfficeStream } from './officeStream.ts'

/** Marks and notes of everybody, each in a log of their own that is read for nobody else. */
export type Readings = OfficeStream<Reading, ReadingEvent>

export const createReadings = (deps: { readonly officeLog: OfficeLog; readonly now: () => Instant }): Readings =>
  createOfficeStream<Reading, ReadingEvent>(deps, { empty: () => emptyReading, apply: applyReadingRecord })
