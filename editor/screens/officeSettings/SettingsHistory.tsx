import type { AnswerOf } from '@glosa/domain/contract'
import { useQuery } from '@tanstack/react-query'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { reading } from '../../api/index.ts'
import { useFormat } from '../../i18n/useFormat.ts'
import { Answer } from '../../shell/Answer.tsx'
import { Table } from '../../ui/Table.tsx'
import { templateName } from './templateName.ts'

type Records = AnswerOf<'readSettingsHistory'>['records']
type Change = Records[number]['changes'][number]

/** Who changed which setting when, newest first. */
export function SettingsHistory() {
  const { t } = useTranslation()
  const format = useFormat()
  const history = useQuery({ ...reading('readSettingsHistory'), refetchOnMount: 'always' })
  return (
    <section className="stack" aria-labelledby="setting-history">
      <h2 id="setting-history">{t('setting.section.history')}</h2>
      <Answer of={history}>
        {({ records }) => {
          const known = namesIn(records, t)
          return records.length === 0 ? (
            <p>{t('setting.history.none')}</p>
          ) : (
            <Table
              labelledBy="setting-history"
              columns={[
                {
                  id: 'what',
                  title: t('setting.history.what'),
                  isRowHeader: true,
                  cell: ({ changes }) => changes.map((change) => describe(change, known, t)).join('; '),
                },
                { id: 'who', title: t('setting.history.who'), cell: ({ by }) => by.displayName },
                { id: 'when', title: t('setting.history.when'), cell: ({ at }) => format.dayAndTime(at) },
                { id: 'number', title: t('setting.history.number'), cell: ({ sequence }) => String(sequence) },
              ]}
              rows={records.toReversed()}
              rowKey={({ sequence }) => String(sequence)}
            />
          )
        }}
      </Answer>
    </section>
  )
}

/** The last names of templates by their ids, also of those that are gone. */
const namesIn = (records: Records, t: TFunction): ReadonlyMap<string, string> =>
  new Map(
    records
      .flatMap(({ changes }) => changes)
      .flatMap((change) =>
        change.section === 'template' ? [[change.template.id, templateName(change.template, t)] as const] : [],
      ),
  )

function describe(change: Change, known: ReadonlyMap<string, string>, t: TFunction): string {
  switch (change.section) {
    case 'template':
      return t('setting.changed.template', { name: templateName(change.template, t) })
    case 'template-removed':
      return t('setting.changed.template-removed', { name: known.get(change.templateId) ?? change.templateId })
    case 'dispute-levels':
      return t('setting.changed.dispute-levels', { count: change.levels.length })
    case 'settlement':
      return t('setting.changed.settlement', {
        release: t(`setting.release.${change.settlement.release}`),
        days: change.settlement.reactionDays,
      })
    case 'rounds':
      return t('setting.changed.rounds', { days: change.rounds.usualDays, hour: change.rounds.hour })
    case 'calendar':
      return t('setting.changed.calendar', {
        country: t(`setting.country.${change.calendar.country}`),
        days: change.calendar.closedDays.length,
      })
    case 'code-list':
      return t('setting.changed.code-list', { list: t(`setting.list.${change.list}`) })
  }
}
