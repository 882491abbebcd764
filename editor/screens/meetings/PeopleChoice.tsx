import type { PersonId } from '@glosa/domain/model'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/Button.tsx'
import { Checkbox } from '../../ui/Checkbox.tsx'

interface PeopleChoiceProps {
  readonly label: string
  readonly people: readonly { readonly id: PersonId; readonly displayName: string }[]
  readonly chosen: ReadonlySet<PersonId>
  readonly onChange: (chosen: ReadonlySet<PersonId>) => void
}

/** Some of a few people. */
export function PeopleChoice({ label, people, chosen, onChange }: PeopleChoiceProps) {
  const { t } = useTranslation()
  const set = (id: PersonId, isChosen: boolean) => {
    const next = new Set(chosen)
    if (isChosen) next.add(id)
    else next.delete(id)
    onChange(next)
  }
  const count = people.filter(({ id }) => chosen.has(id)).length
  return (
    <fieldset className="fieldset people-choice">
      <legend className="visually-hidden">{label}</legend>
      <div className="row">
        <span className="quiet" role="status">
          {t('meeting.chosen', { count, all: people.length })}
        </span>
        <Button size="small" onPress={() => onChange(new Set(people.map(({ id }) => id)))}>
          {t('meeting.chooseAll')}
        </Button>
        <Button size="small" onPress={() => onChange(new Set())}>
          {t('meeting.chooseNone')}
        </Button>
      </div>
      {people.map(({ id, displayName }) => (
        <Checkbox key={id} isSelected={chosen.has(id)} onChange={(isChosen) => set(id, isChosen)}>
          {displayName}
        </Checkbox>
      ))}
    </fieldset>
  )
}
