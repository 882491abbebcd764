import {
  isRefused,
  refused,
  setRecent,
  turns,
  type Instant,
  type OfficeEvent,
  type OfficeLog,
  type OfficeRecord,
  type PersonStamp,
  type Refused,
} from '@glosa/domain/model'
import { hashRecord } from './hashRecord.ts'

const tries = 5
const rememberedLogs = 500

/** The state of one office log, and where it ends. */
export interface LoadedLog<State> {
  readonly state: State
  /** Of the last record folded in; 0 for a log without records. */
  readonly sequence: number
  readonly lastHash: OfficeRecord['hash'] | null
}

/** What a command on an office log comes to; `record` is `null` when there was nothing to do. */
export interface OfficeDone<State, Event extends OfficeEvent> {
  readonly state: State
  readonly sequence: number
  readonly record: OfficeRecord<Event> | null
}

/** Office logs of one kind, folded, the recently used ones remembered. */
export interface OfficeStream<State, Event extends OfficeEvent> {
  /** Folds what happened since it was last loaded; the empty state with sequence 0 for a log without records. */
  load(log: string): Promise<LoadedLog<State>>
  /**
   * load → decide → append → announce, one at a time for each log. When another process was faster
   * the decision is made again on the new state. No events means that there was nothing to do.
   * @param decide pure, or at most reading; may run several times
   * @returns the refusal of `decide`, or `conflict` when others were faster too often
   * @throws on an outage of the storage
   */
  decideAndAppend(
    by: PersonStamp,
    log: string,
    decide: (state: State, sequence: number) => readonly Event[] | Refused | Promise<readonly Event[] | Refused>,
  ): Promise<OfficeDone<State, Event> | Refused>
  /** The records after `after`, in order. */
  records(log: string, after: number): Promise<readonly OfficeRecord<Event>[]>
  /** Names of the logs that begin with `prefix`. */
  names(prefix: string): Promise<readonly string[]>
}

/** How the records of one kind of office log become a state. */
export interface OfficeFold<State, Event extends OfficeEvent> {
  readonly empty: (log: string) => State
  /** Must pass over events that it does not know. */
  readonly apply: (state: State, record: OfficeRecord<Event>) => State
}

/**
 * @param announce told of each appended record with the state after it; must not throw
 */
export function createOfficeStream<State, Event extends OfficeEvent>(
  deps: { readonly officeLog: OfficeLog; readonly now: () => Instant },
  fold: OfficeFold<State, Event>,
  announce: (record: OfficeRecord<Event>, state: State) => void = () => undefined,
): OfficeStream<State, Event> {
  const remembered = new Map<string, LoadedLog<State>>()
  const inTurn = turns()

  const folded = (log: string, from: LoadedLog<State>, records: readonly OfficeRecord<Event>[]): LoadedLog<State> => {
    let loaded = from
    for (const record of records) {
      if (record.sequence <= loaded.sequence) continue
      loaded = { state: fold.apply(loaded.state, record), sequence: record.sequence, lastHash: record.hash }
    }
    if (loaded.sequence > 0) setRecent(remembered, log, loaded, rememberedLogs)
    return loaded
  }

  // Whoever names a log knows what is in it: only commands of this stream append there.
  const records = async (log: string, after: number) =>
    (await deps.officeLog.read(log, after)) as readonly OfficeRecord<Event>[]

  const load = async (log: string): Promise<LoadedLog<State>> => {
    const known = remembered.get(log) ?? { state: fold.empty(log), sequence: 0, lastHash: null }
    const read = await records(log, known.sequence)
    // Another call may have folded further while this one was reading.
    const newest = remembered.get(log) ?? known
    return folded(log, newest.sequence > known.sequence ? newest : known, read)
  }

  return {
    load,
    records,
    decideAndAppend: (by, log, decide) =>
      inTurn(log, async () => {
        for (let attempt = 0; attempt < tries; attempt++) {
          const before = await load(log)
          const events = await decide(before.state, before.sequence)
          if (isRefused(events)) return events
          if (events.length === 0) return { state: before.state, sequence: before.sequence, record: null }
          const record: OfficeRecord<Event> = hashRecord({
            log,
            sequence: before.sequence + 1,
            at: deps.now(),
            by,
            events,
            previous: before.lastHash,
          })
          if ((await deps.officeLog.append(record)) === 'sequence-taken') continue
          const { state, sequence } = folded(log, before, [record])
          announce(record, state)
          return { state, sequence, record }
        }
        return refused('conflict')
      }),
    names: (prefix) => deps.officeLog.names(prefix),
  }
}
