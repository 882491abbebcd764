import { obligations, type Obligation, type PersonId, type UnitId } from '@glosa/domain/model'
import { useQuery } from '@tanstack/react-query'
import CalendarPlus from 'lucide-react/icons/calendar-plus'
import X from 'lucide-react/icons/x'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { reading } from '../../api/index.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import { ComboBox } from '../../ui/ComboBox.tsx'
import { DateTimeField } from '../../ui/DateTimeField.tsx'
import { Select } from '../../ui/Select.tsx'
import { useNow } from '../../ui/useNow.ts'
import { invitedDraftId, type InvitedDraft } from './termsDraft.ts'

interface InvitedFieldsProps {
  readonly invited: readonly InvitedDraft[]
  readonly onChange: (invited: readonly InvitedDraft[]) => void
  /** Asked already: not offered again. */
  readonly taken?: ReadonlySet<UnitId | PersonId>
}

/** Who is asked in a round: units and people, each mandatory or optional, some with a deadline of their own. */
export function InvitedFields({ invited, onChange, taken }: InvitedFieldsProps) {
  const { t } = useTranslation()
  const { data } = useQuery(reading('readDirectory'))
  const [whom, setWhom] = useState<string | null>(null)
  // A new box after each choice: an empty one is ready for the next.
  const [added, setAdded] = useState(0)
  const known = new Set<string>([...invited.map(invitedDraftId), ...(taken ?? [])])
  const units = (data?.units ?? []).filter(({ id }) => !known.has(id))
  const people = (data?.people ?? []).filter(({ id }) => !known.has(id))
  const unitName = new Map((data?.units ?? []).map(({ id, name }) => [id, name]))
  const add = () => {
    const unit = units.find(({ id }) => id === whom)
    const person = people.find(({ id }) => id === whom)
    const plain = { obligation: 'mandatory', closesAt: null } as const
    if (unit) onChange([...invited, { ...plain, who: { unitId: unit.id }, name: unit.name }])
    else if (person) onChange([...invited, { ...plain, who: { personId: person.id }, name: person.displayName }])
    else return
    setWhom(null)
    setAdded(added + 1)
  }
  return (
    <section className="stack" aria-label={t('material.invited')}>
      <div className="invite-round">
        <ComboBox
          key={added}
          label={t('material.inviteWhom')}
          choices={[
            ...units.map(({ id, name, mark }) => ({ id, label: name, detail: mark })),
            ...people.map(({ id, displayName, unitId }) => ({
              id,
              label: displayName,
              detail: unitId ? unitName.get(unitId) : undefined,
            })),
          ]}
          selected={whom}
          onSelect={setWhom}
        />
        <Button onPress={add} isDisabled={whom === null}>
          {t('material.inviteAdd')}
        </Button>
      </div>
      {invited.length === 0 ? (
        <p className="quiet">{t('material.invitedNobody')}</p>
      ) : (
        <ul className="asked" aria-label={t('material.invited')}>
          {invited.map((each) => (
            <InvitedLine
              key={invitedDraftId(each)}
              invited={each}
              onChange={(next) => onChange(invited.map((other) => (other === each ? next : other)))}
              onRemove={() => onChange(invited.filter((other) => other !== each))}
            />
          ))}
        </ul>
      )}
    </section>
  )
}

interface InvitedLineProps {
  readonly invited: InvitedDraft
  readonly onChange: (invited: InvitedDraft) => void
  readonly onRemove: () => void
}

function InvitedLine({ invited, onChange, onRemove }: InvitedLineProps) {
  const { t } = useTranslation()
  const now = useNow()
  const { name, obligation, closesAt } = invited
  const [isOwn, setOwn] = useState(closesAt !== null)
  return (
    <li className="asked-line">
      <span className="asked-name">{name}</span>
      <Select<Obligation>
        label={t('round.obligationLabel', { name })}
        labelHidden
        choices={obligations.map((id) => ({ id, label: t(`round.obligation.${id}`) }))}
        selected={obligation}
        onSelect={(next) => onChange({ ...invited, obligation: next })}
      />
      {isOwn ? null : (
        <IconButton
          label={t('round.ownDeadline', { name })}
          icon={<CalendarPlus size={16} aria-hidden="true" />}
          onPress={() => setOwn(true)}
        />
      )}
      <IconButton
        label={t('material.inviteRemove', { name })}
        icon={<X size={16} aria-hidden="true" />}
        onPress={onRemove}
      />
      {isOwn ? (
        <div className="asked-own">
          <DateTimeField
            label={t('round.ownDeadline', { name })}
            value={closesAt}
            earliest={now}
            onChange={(next) => onChange({ ...invited, closesAt: next })}
          />
          <Button
            size="small"
            variant="quiet"
            aria-label={t('round.noOwnDeadline', { name })}
            onPress={() => {
              setOwn(false)
              onChange({ ...invited, closesAt: null })
            }}
          >
            {t('ui.cancel')}
          </Button>
        </div>
      ) : null}
    </li>
  )
}
