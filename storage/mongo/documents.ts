import type { Task } from '@glosa/domain/model'
import type { SessionColumns } from '../sessionColumns.ts'

/** Bytes of more than a few megabytes, kept in the collection `chunks` under `<chunks>/<0…count-1>`. */
export interface Chunked {
  readonly chunks: string
  readonly count: number
}

export interface ChunkDocument {
  readonly _id: string
  readonly bytes: Uint8Array
}

/** One record of a material; `_id` is `<material>/<sequence>`, which makes the sequence number unique. */
export interface RecordDocument {
  readonly _id: string
  readonly material: string
  readonly sequence: number
  readonly hash: string
  /** JSON, as text or as chunked UTF-8. */
  readonly record: string | Chunked
}

/** One record of an office log; `_id` is `<log>/<sequence>`. */
export interface OfficeRecordDocument {
  readonly _id: string
  readonly log: string
  readonly sequence: number
  readonly hash: string
  /** JSON, as text or as chunked UTF-8. */
  readonly record: string | Chunked
}

/**
 * Neighbouring rows of one body, appended at once; `_id` is `<body>/<first>`. Who appends knows where the log ends,
 * so two who append to the same end collide on the first row: one of them is fenced.
 */
export interface BodyRowsDocument {
  readonly _id: string
  readonly body: string
  readonly first: number
  readonly last: number
  readonly writer: string
  readonly rows: readonly {
    readonly kind: 'update' | 'gate' | 'gate-reopened'
    readonly person: string
    readonly at: number
    readonly payload: Uint8Array | Chunked | null
  }[]
}

/** The newest snapshot of a body; `_id` is the body's id. */
export interface SnapshotDocument {
  readonly _id: string
  readonly sequence: number
  readonly state: Uint8Array | Chunked
  /** JSON of the owners of client ids. */
  readonly clients: string
}

/** Counts the changes of what a card says; cards of other shapes are thrown away and made anew. */
export const cardShape = 2

/** A card; `_id` is the material's id. What is searched stands beside the card itself, which is JSON. */
export interface CardDocument {
  readonly _id: string
  readonly shape: number
  readonly sequence: number
  readonly state: string
  readonly updatedAt: number
  readonly deliveryDueAt: number | null
  readonly roundDueAt: number | null
  readonly searchText: string
  /** `p:<person>`, `u:<unit>`, `r:<role>`. */
  readonly audience: readonly string[]
  /** The same for everybody any task is for, before its exceptions. */
  readonly taskAudience: readonly string[]
  readonly tasks: readonly Task[]
  readonly card: string
}

/** The office's people and units as one JSON text. */
export interface DirectoryDocument {
  readonly _id: 'directory'
  readonly content: string
}

/** `_id` is `<series>/<year>`. */
export interface SeriesDocument {
  readonly _id: string
  readonly last: number
}

/** A number that was given out; `_id` is `<series>/<year>/<number>`. */
export interface TakenNumberDocument {
  readonly _id: string
}

export interface SessionDocument extends Omit<SessionColumns, 'id'> {
  readonly _id: string
  /** JSON, once it was replaced; wins over the one in `rest`. */
  readonly proof?: string
}

/** A notice; `_id` is its own id. */
export interface NoticeDocument {
  readonly _id: string
  readonly person: string
  readonly at: number
  readonly readAt: number | null
  readonly mailChannel: string | null
  readonly mailDueAt: number | null
  readonly mailId: string | null
  readonly mailAttempts: number | null
  readonly mailState: string | null
  readonly mailEndedAt: number | null
  /** JSON of what never changes. */
  readonly notice: string
}

/** How far notices were derived; `_id` is the material's id. */
export interface NoticeProgressDocument {
  readonly _id: string
  readonly sequence: number
  readonly wakeAt: number | null
}

/** What can be found; `_id` is the entry's own id. */
export interface SearchEntryDocument {
  readonly _id: string
  readonly material: string
  readonly kind: string
  readonly weight: number
  readonly part: string | null
  readonly comment: string | null
  readonly at: number
  readonly text: string
  readonly fingerprint: string
  /** Folded words, each once. */
  readonly tokens: readonly string[]
  /** `p:<person>`, `u:<unit>`, `r:<role>`. */
  readonly audience: readonly string[]
}

/** How far a material is indexed; `_id` is its id. */
export interface SearchMaterialDocument {
  readonly _id: string
  readonly sequence: number
  readonly audience: readonly string[]
}

/** One revision of a second factor; `_id` is `<factor>/<revision>`. */
export interface FactorDocument {
  readonly _id: string
  readonly factor: string
  readonly personId: string
  readonly kind: string
  readonly label: string
  readonly createdAt: number
  readonly lastUsedAt: number | null
  readonly revision: number
  readonly data: string
  readonly removed: boolean
}

export interface ShortLivedDocument {
  readonly _id: string
  readonly text: string
  readonly until: number
}

/** One that was counted; `_id` is `<key>/<number>`. */
export interface ShortLivedCountDocument {
  readonly _id: string
  readonly key: string
  readonly until: number
}

export interface ProbeDocument {
  readonly _id: 'probe'
  readonly tries: number
}
