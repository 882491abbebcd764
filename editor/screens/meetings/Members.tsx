import type { MeetingView } from '@glosa/domain/contract'
import { useTranslation } from 'react-i18next'
import { Tag } from '../../ui/Tag.tsx'

/** Who is invited and, once it is known, who was there. */
export function Members({ meeting }: { readonly meeting: MeetingView }) {
  const { t } = useTranslation()
  const { members, presentIds } = meeting
  if (members.length === 0) return null
  return (
    <section aria-labelledby="members" className="panel meeting-members">
      <h2 id="members">{t('meeting.members', { count: members.length })}</h2>
      <ul className="plain-list">
        {members.map(({ personId, displayName }) => (
          <li key={personId} className="row">
            {displayName}
            {presentIds === null ? null : presentIds.includes(personId) ? (
              <Tag tone="success">{t('meeting.isPresent')}</Tag>
            ) : (
              <Tag>{t('meeting.isAbsent')}</Tag>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
