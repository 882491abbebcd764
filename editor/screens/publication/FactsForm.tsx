import type { AnswerOf, PublicationPlanView } from '@glosa/domain/contract'
import { publicFields, type Instant } from '@glosa/domain/model'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/Button.tsx'
import { Checkbox } from '../../ui/Checkbox.tsx'
import { DateTimeField } from '../../ui/DateTimeField.tsx'
import { TextArea, TextField } from '../../ui/TextField.tsx'

interface FactsFormProps {
  readonly plan: PublicationPlanView
  readonly meeting: AnswerOf<'readPublication'>['meeting']
  readonly onChange: (plan: PublicationPlanView) => void
}

/** What the public page says of the material beside its number and state. */
export function FactsForm({ plan, meeting, onChange }: FactsFormProps) {
  const { t } = useTranslation()
  const recorded = meeting?.resolutionText ?? null
  return (
    <section className="panel stack" aria-labelledby="public-facts">
      <h2 id="public-facts">{t('publication.facts')}</h2>
      <TextField
        label={t('publication.publicTitle')}
        description={t('publication.publicTitleHint')}
        value={plan.title}
        onChange={(title) => onChange({ ...plan, title })}
        maxLength={500}
        isRequired
        {...(plan.title.trim() === '' ? { error: t('publication.titleMissing') } : {})}
      />
      <fieldset className="publication-fields">
        <legend>{t('publication.alsoShow')}</legend>
        {publicFields.map((field) => (
          <Checkbox
            key={field}
            isSelected={plan.fields.includes(field)}
            onChange={(isIn) =>
              onChange({
                ...plan,
                fields: publicFields.filter((one) => (one === field ? isIn : plan.fields.includes(one))),
              })
            }
          >
            {t(`publication.field.${field}`)}
          </Checkbox>
        ))}
      </fieldset>
      {plan.fields.includes('resolution') ? (
        <div className="stack">
          <TextArea
            label={t('publication.resolutionText')}
            description={t('publication.resolutionHint')}
            value={plan.resolutionText ?? ''}
            onChange={(text) => onChange({ ...plan, resolutionText: text === '' ? null : text })}
            maxLength={100_000}
          />
          {recorded !== null && plan.resolutionText === null ? (
            <p>
              <Button size="small" onPress={() => onChange({ ...plan, resolutionText: recorded })}>
                {t('publication.takeResolution')}
              </Button>
            </p>
          ) : null}
        </div>
      ) : null}
      <DateTimeField
        label={t('publication.relevantUntil')}
        description={t('publication.relevantHint')}
        value={plan.relevantUntil}
        onChange={(until) => onChange({ ...plan, relevantUntil: until as Instant | null })}
      />
    </section>
  )
}
