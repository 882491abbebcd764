import type {
  CodeList,
  CodeListsAnswer,
  DeliveryOutcome,
  RecordsDispatch,
  RecordsSystem,
  Sha256,
} from '@glosa/domain/model'

/** The records system takes it over. */
export const accepted = {
  type: 'accepted',
  recordNumber: 'R-1',
  raw: Buffer.from('{"number":"R-1"}'),
} as const satisfies DeliveryOutcome

/** A records system at the other end of the line: it says what it is told to, and remembers what it heard. */
export class OtherEnd implements RecordsSystem {
  readonly target: string
  readonly heard: string[] = []
  readonly parcels: RecordsDispatch[] = []
  /** By number of the material; everything else is taken over, and an error is thrown. */
  readonly says = new Map<string, DeliveryOutcome | Error>()
  files: Map<string, Sha256> | null = null
  lists: readonly CodeList[] | Extract<CodeListsAnswer, { type: 'unreachable' }> | Error = []

  constructor(target: string) {
    this.target = target
  }

  async send(parcel: RecordsDispatch): Promise<DeliveryOutcome> {
    this.heard.push(`${parcel.materialNumber}/${parcel.version}`)
    this.parcels.push(parcel)
    return this.#answer(parcel)
  }

  async reconcile(_id: string, parcel: RecordsDispatch): Promise<DeliveryOutcome | 'unknown'> {
    this.heard.push(`? ${parcel.materialNumber}/${parcel.version}`)
    return this.#answer(parcel)
  }

  #answer({ materialNumber }: RecordsDispatch): DeliveryOutcome {
    const answer = this.says.get(materialNumber) ?? accepted
    if (answer instanceof Error) throw answer
    return answer
  }

  readBack = async (parcel: RecordsDispatch) =>
    ({
      type: 'read',
      files: parcel.files.map(({ name, sha256 }) => ({ name, sha256: this.files?.get(name) ?? sha256 })),
    }) as const

  codeLists = async () => {
    if (this.lists instanceof Error) throw this.lists
    return 'problem' in this.lists ? this.lists : ({ type: 'read', lists: this.lists } as const)
  }
}
