import {
  applyRecord,
  emptyMaterial,
  instant,
  isRefused,
  stampOf,
  type Actor,
  type BodyId,
  type CommentId,
  type Decided,
  type Material,
  type MaterialEvent,
  type MaterialRecord,
  type ReviewComment,
  type settlementReleases,
  type Sha256,
} from '@glosa/domain/model'
import { materialId, start } from '../support/people.ts'
import { foundedWithSponsor } from '../support/procedure.ts'

/** An office with one material, which remembers what happened apart from the model: that judges the model. */
export class ProcedureOffice {
  material: Material = emptyMaterial(materialId)
  readonly records: Pick<MaterialRecord, 'sequence' | 'at' | 'by' | 'events'>[] = []
  now = instant(start)
  /** The text now; approvals are of one of these. */
  text = 0
  /** Accepted passages that read differently now. */
  readonly rewritten = new Set<CommentId>()
  readonly lodged = new Map<CommentId, ReviewComment>()
  /** What each approver really approved: step and text of the version in work. */
  approved: { readonly stepId: string; readonly text: string }[] = []
  readonly sealed = new Set<BodyId>()
  made = 0
  locks = 0

  readonly isApprovalRequired: boolean
  readonly release: (typeof settlementReleases)[number]

  constructor(isApprovalRequired: boolean, release: (typeof settlementReleases)[number]) {
    this.isApprovalRequired = isApprovalRequired
    this.release = release
    this.happen(foundedWithSponsor[0], foundedWithSponsor[1])
  }

  hash = (): Sha256 => `${this.material.title.length}-${this.text}`.padEnd(64, '0') as Sha256
  id = <T extends string>(): T => `${this.made++}`.padStart(20, 'x') as T

  happen(by: Actor, events: readonly MaterialEvent[]): void {
    const record = { sequence: this.material.sequence + 1, at: this.now, by: stampOf(by), events }
    this.records.push(record)
    this.material = applyRecord(this.material, record)
    for (const event of events) if (event.type === 'comment-lodged') this.remember(event.commentId)
  }

  remember(id: CommentId): void {
    const comment = this.material.comments.get(id)
    if (comment) this.lodged.set(id, comment)
  }

  do(by: Actor, decided: Decided): boolean {
    if (isRefused(decided)) return false
    if (decided.length > 0) this.happen(by, decided)
    return true
  }
}
