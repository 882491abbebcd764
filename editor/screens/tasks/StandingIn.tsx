import { useTranslation } from 'react-i18next'
import { useSession } from '../../api/index.ts'
import { useFormat } from '../../i18n/useFormat.ts'
import { Link } from '../../ui/Link.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { useNow } from '../../ui/useNow.ts'

/** Says for whom the person stands in now; nothing when for nobody. */
export function StandingIn() {
  const { t } = useTranslation()
  const format = useFormat()
  const now = useNow()
  const running = useSession().standsFor.filter(({ until }) => until > now)
  if (running.length === 0) return null
  const names = running.map(({ person, until }) =>
    t('substitution.actingUntil', { name: person.displayName, until: format.dayAndTime(until) }),
  )
  return (
    <div className="page-note">
      <Notice tone="info" title={t('substitution.acting', { names: names.join(', ') })}>
        <p>
          {t('substitution.actingLong')} <Link to="/account">{t('substitution.title')}</Link>
        </p>
      </Notice>
    </div>
  )
}
