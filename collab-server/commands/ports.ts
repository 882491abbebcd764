import type {
  Actor,
  BodyId,
  Material,
  MaterialId,
  MaterialRecord,
  Meeting,
  MeetingId,
  MeetingReader,
  MeetingRecord,
  PersonId,
  Refused,
  SessionId,
  StoodFor,
} from '@glosa/domain/model'
import type * as Y from 'yjs'

/** A text at one point of its log. */
export interface BodyState {
  /** Yjs update with the whole text. */
  readonly state: Uint8Array
  /** Sequence number of the last log row in it; 0 for a text never written. */
  readonly sequence: number
}

/** All texts of a material, closed to writers, at their gate rows. */
export interface ClosedGate {
  /** The texts as replayed up to their gate rows; every gate row is durable. */
  readonly cut: ReadonlyMap<BodyId, BodyState>
  /** The lock did not happen: writers are admitted again (a `gate-reopened` row in each log). */
  reopen(): Promise<void>
  /** The lock happened: writers are told, the rooms never open again. */
  seal(): void
}

/** The live texts. Only rooms hold them; commands ask here. */
export interface LiveBodies {
  /** The text as of now, durable. Loads the room when nobody is in it. */
  read(materialId: MaterialId, bodyId: BodyId): Promise<BodyState>
  /** Looks at the live text without copying it. `see` is synchronous and must not change the text. */
  look<T>(materialId: MaterialId, bodyId: BodyId, see: (ydoc: Y.Doc, sequence: number) => T): Promise<T>
  /**
   * An edit by the server: computed on a fork, appended to the log, then applied and broadcast.
   * `change` edits the fork or refuses; it may run again when somebody else was faster.
   */
  edit(
    materialId: MaterialId,
    bodyId: BodyId,
    personId: PersonId,
    change: (fork: Y.Doc) => Refused | null,
  ): Promise<{ readonly sequence: number } | Refused>
  /**
   * Refuses writers of every text and appends the gate rows. Flipping and queueing happen in one
   * synchronous step for all texts: an update is in the cut if and only if it was admitted before.
   */
  closeGate(materialId: MaterialId, bodyIds: readonly BodyId[], personId: PersonId): Promise<ClosedGate>
  /** Writes the first content of a new body (row 1), before anybody may enter. */
  found(bodyId: BodyId, personId: PersonId, state: Uint8Array): Promise<void>
}

/** Tells open connections what happened. */
export interface Announcer {
  /**
   * Sends the record to everyone connected to the material, each what they may see, and applies changed rights.
   * @param before the material before the record, for those who may see older comments since
   */
  announce(record: MaterialRecord, material: Material, before?: Material): void
  /** Tells everyone connected to the meeting or to a material of its agenda that it changed, if they may see what happened. */
  announceMeeting(record: MeetingRecord, meeting: Meeting): void
  /** Closes the sockets of a session at once. */
  sessionEnded(sessionId: SessionId): void
  /** The person of a session is described anew: open sockets follow at once, or close when nothing may be read any more. */
  sessionChanged(sessionId: SessionId, who: DescribedActor): void
  /** A person stands in for others than before: open sockets follow at once. */
  standingIn(personId: PersonId, standsFor: readonly StoodFor[]): void
}

/** What the directory says of an actor; may change while a session is open. */
export type DescribedActor = Pick<Actor, 'displayName' | 'unitId' | 'unitName' | 'roles'>

/** What rooms need to know about who knocks. */
export interface Admission {
  /** The actor of a session cookie, `session-ended`/`not-signed-in` otherwise. Asks the session row. */
  actorOf(cookieHeader: string | undefined): Promise<Actor | Refused>
  /** The material folded from its log; `null` when there is none. */
  material(materialId: MaterialId): Promise<Material | null>
  /** The meeting folded from its log; `null` when there is none. */
  meeting(meetingId: MeetingId): Promise<Meeting | null>
  /** The person with what they may read of the meeting's materials. */
  meetingReader(actor: Actor, meeting: Meeting): Promise<MeetingReader>
}
