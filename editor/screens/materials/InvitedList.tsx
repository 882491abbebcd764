import type { ParticipantRight, PersonId, UnitId } from '@glosa/domain/model'
import X from 'lucide-react/icons/x'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { IconButton } from '../../ui/Button.tsx'
import type { Choice } from '../../ui/Choice.ts'
import { ComboBox } from '../../ui/ComboBox.tsx'
import { Select } from '../../ui/Select.tsx'

/** A unit or a person who will be invited once the material exists. */
export type Invitee = { readonly name: string; readonly right: ParticipantRight } & (
  { readonly unitId: UnitId } | { readonly personId: PersonId }
)

const idOf = (invitee: Invitee): string => ('unitId' in invitee ? invitee.unitId : invitee.personId)
const rights: readonly ParticipantRight[] = ['comment', 'edit', 'read']

interface InvitedListProps {
  readonly units: readonly { readonly id: UnitId; readonly name: string; readonly mark: string }[]
  readonly people: readonly { readonly id: PersonId; readonly displayName: string; readonly unitId: UnitId | null }[]
  readonly invited: readonly Invitee[]
  readonly onChange: (invited: readonly Invitee[]) => void
}

/** Chooses units and people and what each of them may do. */
export function InvitedList({ units, people, invited, onChange }: InvitedListProps) {
  const { t } = useTranslation()
  // A new box after each choice: an empty one is ready for the next.
  const [round, setRound] = useState(0)
  const unitName = new Map(units.map((unit) => [unit.id, unit.name]))
  const taken = new Set(invited.map(idOf))
  const offers: readonly { readonly choice: Choice; readonly invitee: Invitee }[] = [
    ...units.map(({ id, name, mark }) => ({
      choice: { id, label: `${name} (${mark})`, detail: t('newMaterial.unit') },
      invitee: { unitId: id, name, right: 'comment' as const },
    })),
    ...people.map(({ id, displayName, unitId }) => ({
      choice: { id, label: displayName, detail: unitId ? unitName.get(unitId) : undefined },
      invitee: { personId: id, name: displayName, right: 'comment' as const },
    })),
  ].filter(({ choice }) => !taken.has(choice.id as UnitId & PersonId))
  return (
    <div className="stack">
      <ComboBox
        key={round}
        label={t('newMaterial.inviteAdd')}
        description={t('newMaterial.inviteHint')}
        choices={offers.map(({ choice }) => choice)}
        selected={null}
        onSelect={(id) => {
          const offer = offers.find(({ choice }) => choice.id === id)
          if (!offer) return
          onChange([...invited, offer.invitee])
          setRound(round + 1)
        }}
      />
      {invited.length === 0 ? (
        <p className="quiet">{t('newMaterial.nobodyInvited')}</p>
      ) : (
        <ul className="invited" aria-label={t('newMaterial.invited')}>
          {invited.map((invitee) => (
            <li key={idOf(invitee)} className="invited-line">
              <span>{invitee.name}</span>
              <Select
                label={t('newMaterial.rightOf', { name: invitee.name })}
                labelHidden
                choices={rights.map((id) => ({ id, label: t(`right.${id}`) }))}
                selected={invitee.right}
                onSelect={(right) =>
                  onChange(invited.map((other) => (other === invitee ? { ...other, right } : other)))
                }
              />
              <IconButton
                label={t('newMaterial.remove', { name: invitee.name })}
                icon={<X size={16} aria-hidden="true" />}
                onPress={() => onChange(invited.filter((other) => other !== invitee))}
              />
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
