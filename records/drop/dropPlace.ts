/** The place could not be used now; everything that is done there may be repeated. */
export class PlaceAway extends Error {
  override readonly name = 'PlaceAway'
}

/** A place to leave packages at, while it is open. Names have folders of one level: `outgoing/x.zip`. */
export interface OpenPlace {
  /**
   * Writes a whole file; one by that name is replaced. Resolves when it is durable. Whatever breaks off meanwhile, under
   * the name is the whole file or what was there before.
   */
  put(name: string, bytes: Uint8Array): Promise<void>
  /** @returns `null` when there is no such file */
  get(name: string): Promise<Uint8Array | null>
  exists(name: string): Promise<boolean>
  /** Makes a file appear whole under another name; nothing when it is gone from the first. */
  move(from: string, to: string): Promise<void>
}

/** A folder, an SFTP server or an S3 bucket. */
export interface DropPlace {
  /** Where it is, without secrets. */
  readonly endpoint: string
  /**
   * Does something there.
   * @throws PlaceAway when the place cannot be reached or breaks off
   */
  use<T>(work: (place: OpenPlace) => Promise<T>): Promise<T>
}
