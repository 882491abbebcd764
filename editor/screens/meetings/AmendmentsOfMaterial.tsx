import type { MaterialId } from '@glosa/domain/model'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { reading } from '../../api/index.ts'
import { useFormat } from '../../i18n/useFormat.ts'
import { Link } from '../../ui/Link.tsx'
import { Tag } from '../../ui/Tag.tsx'
import './reader.css'

/** Amendments to a material at meetings: the accepted ones belong in its next version. Nothing when there are none. */
export function AmendmentsOfMaterial({ materialId }: { readonly materialId: MaterialId }) {
  const { t } = useTranslation()
  const format = useFormat()
  const found = useQuery(reading('listAmendments', { params: { materialId } }))
  const standing = (found.data?.amendments ?? []).filter(({ amendment }) => !amendment.withdrawn)
  if (standing.length === 0) return null
  return (
    <section className="panel" aria-labelledby="amendments">
      <h2 id="amendments">{t('reader.panel.amendments')}</h2>
      <p className="quiet">{t('reader.amendmentsNext')}</p>
      <ul className="plain-list notes">
        {standing.map(({ meetingId, meetingTitle, startsAt, itemId, version, amendment }) => (
          <li key={amendment.id} className="note">
            <p className="row">
              <strong>{t('reader.amendment', { number: amendment.number })}</strong>
              <span className="quiet">{amendment.by.displayName}</span>
              <Tag>{t('materials.version', { number: version })}</Tag>
              {amendment.decided ? (
                <Tag tone={amendment.decided.accepted ? 'success' : 'danger'}>
                  {t(amendment.decided.accepted ? 'reader.accepted' : 'reader.rejected')}
                </Tag>
              ) : null}
            </p>
            {amendment.passage ? (
              <p>
                <del>{amendment.passage.quote}</del>{' '}
                {amendment.proposedWording ? <ins>{amendment.proposedWording}</ins> : null}
              </p>
            ) : null}
            <p className="note-text">{amendment.text}</p>
            <p>
              <Link to="/meetings/$meetingId/items/$itemId" params={{ meetingId, itemId }}>
                {meetingTitle}
              </Link>{' '}
              <span className="quiet">{format.day(startsAt)}</span>
            </p>
          </li>
        ))}
      </ul>
    </section>
  )
}
