import {
  applyRecord,
  emptyMaterial,
  isRefused,
  stampOf,
  type Actor,
  type CommentKind,
  type Decided,
  type DecisionEvent,
  type Material,
  type MaterialEvent,
  type Refused,
} from '@glosa/domain/model'
import {
  actor,
  commentId,
  drafter,
  founded,
  hours,
  materialId,
  partId,
  reviewer,
  roundId,
  type Happening,
} from './people.ts'

/** People that settlement, disputes and approvals need besides the usual ones. */
export const sponsor = actor('sponsor', null, 'council-member')
export const legalHead = actor('legal-head', 'legal', 'unit-head')
export const economyHead = actor('economy-head', 'economy', 'unit-head')
export const treasurer = actor('treasurer', 'treasury', 'unit-head')

/** Founded like `founded`, with a sponsor. */
export const foundedWithSponsor: Happening = [
  drafter,
  founded[1].map((event) => (event.type === 'material-created' ? { ...event, sponsor: stampOf(sponsor) } : event)),
]

/** A lodged comment of any kind about the whole text, by somebody of the unit legal unless said otherwise. */
export const lodgedAs = (word: string, kind: CommentKind, by: Actor = reviewer, number = 1): Happening => [
  by,
  [
    {
      type: 'comment-lodged',
      commentId: commentId(word),
      number,
      roundId,
      kind,
      visibility: 'participants',
      place: { at: 'part', partId },
      text: word,
      justification: 'Protože.',
      proposedWording: null,
    },
  ],
]

/** A material in the hands of its people: decisions that are not refused happen to it. */
export class Procedure {
  material: Material = emptyMaterial(materialId)
  /** Hours since the start. */
  hour = 0

  constructor(...story: readonly Happening[]) {
    for (const [by, events, at] of story) this.happen(by, events, at)
  }

  happen(by: Actor, events: readonly MaterialEvent[], at = this.hour): void {
    this.hour = Math.max(this.hour, at)
    const record = { sequence: this.material.sequence + 1, at: hours(at), by: stampOf(by), events }
    this.material = applyRecord(this.material, record)
  }

  /** What is refused does not happen. @returns the refusal, else the types of the events */
  do(by: Actor, decided: Decided | readonly DecisionEvent[]): Refused | readonly string[] {
    if (isRefused(decided)) return decided
    if (decided.length > 0) this.happen(by, decided)
    return decided.map(({ type }) => type)
  }
}
