import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { reading } from '../../api/index.ts'
import { useFormat } from '../../i18n/useFormat.ts'
import { Answer } from '../../shell/Answer.tsx'
import { Table } from '../../ui/Table.tsx'
import { changeTitle, describeChange } from './describeChange.ts'
import { settingsBefore, type ChangeInHistory } from './settingsBefore.ts'

/** Who changed which setting when, from what to what, newest first. */
export function SettingsHistory() {
  const { t } = useTranslation()
  const format = useFormat()
  const history = useQuery({ ...reading('readSettingsHistory'), refetchOnMount: 'always' })
  return (
    <section className="stack" aria-labelledby="setting-history">
      <h2 id="setting-history">{t('setting.section.history')}</h2>
      <Answer of={history}>
        {(read) => {
          const records = settingsBefore(read)
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
                  cell: ({ changes }) => changes.map((made, index) => <Made key={index} made={made} />),
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

function Made({ made: { before, change } }: { readonly made: ChangeInHistory }) {
  const { t } = useTranslation()
  const format = useFormat()
  const said = describeChange(before, change, t, format)
  return (
    <>
      <p className="difference-title">{changeTitle(before, change, t)}</p>
      {said.length > 0 ? (
        <ul className="difference-list">
          {said.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      ) : change.section === 'template-removed' ? null : (
        <p className="quiet">{t('setting.difference.none')}</p>
      )}
    </>
  )
}
