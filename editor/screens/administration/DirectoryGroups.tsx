import type { DirectoryMapView } from '@glosa/domain/contract'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../i18n/useFormat.ts'
import { Table } from '../../ui/Table.tsx'
import { Tag } from '../../ui/Tag.tsx'

type NamedPeople = DirectoryMapView['units'][number]['heads']

const names = (people: NamedPeople) => people.map(({ displayName }) => displayName).join(', ')

/** Which groups give roles, and the units with their heads and deputies. */
export function DirectoryGroups({ map }: { readonly map: DirectoryMapView }) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <>
      <section className="stack" aria-labelledby="directory-roles">
        <h2 id="directory-roles">{t('administration.directory.roles')}</h2>
        <Table
          labelledBy="directory-roles"
          columns={[
            {
              id: 'role',
              title: t('administration.directory.column.role'),
              isRowHeader: true,
              cell: ({ mapped }) => t(`role.${mapped.role}`),
            },
            {
              id: 'group',
              title: t('administration.directory.column.group'),
              cell: ({ mapped: { group, named } }) =>
                group === null ? (
                  <span className="plain-list">
                    <span className="mono">{named}</span>
                    <span>
                      <Tag tone="danger">{t('administration.directory.noGroup')}</Tag>
                    </span>
                  </span>
                ) : (
                  <span className="plain-list">
                    <span>{group.name}</span>
                    <span className="mono">{group.dn}</span>
                  </span>
                ),
            },
            {
              id: 'count',
              title: t('administration.directory.column.people'),
              cell: ({ mapped }) => format.number(mapped.people),
            },
          ]}
          rows={map.roles.map((mapped, index) => ({ mapped, index }))}
          rowKey={({ index }) => String(index)}
        />
      </section>
      <section className="stack" aria-labelledby="directory-units">
        <h2 id="directory-units">{t('administration.directory.units', { count: map.units.length })}</h2>
        <Table
          labelledBy="directory-units"
          columns={[
            {
              id: 'unit',
              title: t('administration.directory.column.unit'),
              isRowHeader: true,
              cell: ({ unit }) => `${unit.name} (${unit.mark})`,
            },
            {
              id: 'heads',
              title: t('administration.directory.column.heads'),
              cell: ({ heads }) =>
                heads.length > 0 ? names(heads) : <Tag tone="warning">{t('administration.directory.nobody')}</Tag>,
            },
            {
              id: 'deputies',
              title: t('administration.directory.column.deputies'),
              cell: ({ deputies }) =>
                deputies.length > 0 ? (
                  names(deputies)
                ) : (
                  <span className="quiet">{t('administration.directory.nobody')}</span>
                ),
            },
            {
              id: 'count',
              title: t('administration.directory.column.people'),
              cell: ({ people }) => format.number(people),
            },
          ]}
          rows={map.units}
          rowKey={({ unit }) => unit.id}
        />
      </section>
    </>
  )
}
