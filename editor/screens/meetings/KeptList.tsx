import HardDriveDownload from 'lucide-react/icons/hard-drive-download'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../i18n/useFormat.ts'
import { useKeptMeetings } from '../../offline/kept.ts'
import { Link } from '../../ui/Link.tsx'

/** The meetings whose papers lie on this device, also without a connection. */
export function KeptList() {
  const { t } = useTranslation()
  const format = useFormat()
  const kept = useKeptMeetings()
  if (kept.length === 0) return null
  return (
    <section className="panel kept-list" aria-labelledby="kept">
      <h2 id="kept">{t('kept.title')}</h2>
      <ul className="plain-list">
        {kept.map(({ meetingId, title, keptAt }) => (
          <li key={meetingId} className="row">
            <HardDriveDownload size={18} aria-hidden="true" />
            <Link to="/meetings/$meetingId" params={{ meetingId }}>
              {title}
            </Link>
            <span className="quiet">{t('kept.at', { when: format.dayAndTime(keptAt) })}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
