import type { DirectoryMapView } from '@glosa/domain/contract'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { answers, isFailure, reading, useAct } from '../../api/index.ts'
import { useFormat } from '../../i18n/useFormat.ts'
import { Answer } from '../../shell/Answer.tsx'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Table } from '../../ui/Table.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { notify } from '../../ui/notify.ts'
import { AdministrationPage } from './AdministrationPage.tsx'
import { DirectoryGroups } from './DirectoryGroups.tsx'
import { TryLogin } from './TryLogin.tsx'

/** Fields of the map that have words; the field itself is shown beside them, as the file of the map has it. */
const meanings = [
  'personClass',
  'groupClass',
  'id',
  'login',
  'furtherLogins',
  'displayName',
  'email',
  'member',
  'unitName',
  'unitMark',
  'unitHead',
  'unitDeputy',
] as const

/** What Glosa reads from the office’s directory: the map, what is odd in it, and what a login would be. */
export function DirectoryScreen() {
  const { t } = useTranslation()
  const map = useQuery(reading('readDirectoryMap'))
  const reread = useAct('rereadDirectory')
  const readAgain = async () => {
    const outcome = await reread.run({})
    if (outcome === null || isFailure(outcome)) return
    answers.setQueryData(reading('readDirectoryMap').queryKey, outcome)
    notify({ tone: 'success', text: t('administration.directory.reread') })
  }
  return (
    <AdministrationPage
      title={t('administration.directory.title')}
      intro={t('administration.directory.intro')}
      acts={
        <Button onPress={() => void readAgain()} isPending={reread.isPending}>
          {t('administration.directory.readAgain')}
        </Button>
      }
    >
      <TryLogin />
      <Answer of={map}>
        {(view) => (
          <>
            <Findings findings={view.findings} />
            <DirectoryGroups map={view} />
            <Connection map={view} />
          </>
        )}
      </Answer>
    </AdministrationPage>
  )
}

function Findings({ findings }: Pick<DirectoryMapView, 'findings'>) {
  const { t } = useTranslation()
  return (
    <section className="stack" aria-labelledby="directory-findings">
      <h2 id="directory-findings">{t('administration.directory.findings', { count: findings.length })}</h2>
      {findings.length === 0 ? (
        <Notice tone="success">{t('administration.directory.noFindings')}</Notice>
      ) : (
        <Table
          labelledBy="directory-findings"
          columns={[
            {
              id: 'finding',
              title: t('administration.directory.column.finding'),
              isRowHeader: true,
              cell: ({ finding }) => t(`administration.finding.${finding.code}`),
            },
            {
              id: 'subject',
              title: t('administration.directory.column.entry'),
              cell: ({ finding }) => <span className="mono">{finding.subject}</span>,
            },
          ]}
          rows={findings.map((finding, index) => ({ finding, index }))}
          rowKey={({ index }) => String(index)}
        />
      )}
    </section>
  )
}

function Connection({ map }: { readonly map: DirectoryMapView }) {
  const { t } = useTranslation()
  const format = useFormat()
  const moment = (at: number | null) => (at === null ? t('administration.directory.never') : format.dayAndTime(at))
  return (
    <section className="panel stack" aria-labelledby="directory-connection">
      <h2 id="directory-connection">{t('administration.directory.connection')}</h2>
      <dl className="facts">
        <dt>{t('administration.directory.servers')}</dt>
        <dd>
          <ul className="plain-list">
            {map.urls.map(({ url, failedAt }) => (
              <li key={url}>
                <span className="mono">{url}</span>{' '}
                {failedAt === null ? null : (
                  <Tag tone="danger">{t('administration.directory.failed', { when: format.dayAndTime(failedAt) })}</Tag>
                )}
              </li>
            ))}
          </ul>
        </dd>
        <dt>{t('administration.directory.answered')}</dt>
        <dd>{moment(map.answeredAt)}</dd>
        <dt>{t('administration.directory.read')}</dt>
        <dd>{moment(map.readAt)}</dd>
        <dt>{t('administration.directory.people')}</dt>
        <dd>{format.number(map.people)}</dd>
        <dt>{t('administration.directory.preset')}</dt>
        <dd>{t(`administration.directory.presets.${map.preset}`)}</dd>
        <dt>{t('administration.directory.name')}</dt>
        <dd className="mono">{map.name}</dd>
        <dt>{t('administration.directory.peopleBase')}</dt>
        <dd className="mono">{map.peopleBase}</dd>
        <dt>{t('administration.directory.groupsBase')}</dt>
        <dd className="mono">{map.groupsBase}</dd>
        {map.unitsBase === null ? null : (
          <>
            <dt>{t('administration.directory.unitsBase')}</dt>
            <dd className="mono">{map.unitsBase}</dd>
          </>
        )}
      </dl>
      <h3 id="directory-attributes">{t('administration.directory.attributes')}</h3>
      <Table
        labelledBy="directory-attributes"
        columns={[
          {
            id: 'meaning',
            title: t('administration.directory.column.meaning'),
            isRowHeader: true,
            cell: ({ meaning }) => {
              const known = meanings.find((one) => one === meaning)
              return (
                <>
                  {known ? `${t(`administration.directory.meaning.${known}`)} ` : null}
                  <span className="mono">{meaning}</span>
                </>
              )
            },
          },
          {
            id: 'attribute',
            title: t('administration.directory.column.attribute'),
            cell: ({ attribute }) =>
              attribute === null ? (
                <span className="quiet">{t('administration.directory.notRead')}</span>
              ) : (
                <span className="mono">{attribute}</span>
              ),
          },
        ]}
        rows={map.attributes}
        rowKey={({ meaning }) => meaning}
      />
      <p className="quiet">{t('administration.directory.fromFile')}</p>
    </section>
  )
}
