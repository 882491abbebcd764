import type { Vote } from '@glosa/domain/model'
import { useTranslation } from 'react-i18next'
import { TextField } from '../../ui/TextField.tsx'

/** Votes as they are typed: digits, or nothing yet. */
export type TypedVote = Readonly<Record<keyof Vote, string>>
export const noVote: TypedVote = { for: '', against: '', abstained: '' }

export const typedVote = (vote: Vote | null): TypedVote =>
  vote ? { for: String(vote.for), against: String(vote.against), abstained: String(vote.abstained) } : noVote

/** The votes that were typed: `null` when nobody voted, `undefined` when it is no number. */
export function voteOf(typed: TypedVote): Vote | null | undefined {
  const words = [typed.for, typed.against, typed.abstained].map((word) => word.trim())
  if (words.every((word) => word === '')) return null
  if (words.some((word) => !/^\d{0,4}$/.test(word))) return undefined
  const [inFavour = 0, against = 0, abstained = 0] = words.map(Number)
  return { for: inFavour, against, abstained }
}

/** For, against, abstained. */
export function VoteFields({
  typed,
  onChange,
  present,
}: {
  readonly typed: TypedVote
  readonly onChange: (typed: TypedVote) => void
  /** How many may vote. */
  readonly present: number
}) {
  const { t } = useTranslation()
  const vote = voteOf(typed)
  const sum = vote ? vote.for + vote.against + vote.abstained : 0
  const problem =
    vote === undefined ? t('meeting.voteWrong') : sum > present ? t('meeting.voteTooMany', { sum, present }) : undefined
  return (
    <fieldset className="fieldset">
      <legend>{t('meeting.voteTitle', { count: present })}</legend>
      <div className="vote-fields">
        {(['for', 'against', 'abstained'] as const).map((side) => (
          <TextField
            key={side}
            label={t(`meeting.voteSide.${side}`)}
            value={typed[side]}
            onChange={(word) => onChange({ ...typed, [side]: word })}
            maxLength={4}
            inputMode="numeric"
          />
        ))}
      </div>
      {problem === undefined ? null : (
        <p className="field-error" role="alert">
          {problem}
        </p>
      )}
    </fieldset>
  )
}
