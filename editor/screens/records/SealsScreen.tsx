import { mayKeepSeals } from '@glosa/domain/model'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { actorOf, reading, useSession } from '../../api/index.ts'
import { Answer } from '../../shell/Answer.tsx'
import { RecordsPage, seesSeals } from './RecordsPage.tsx'
import { SealBulk } from './SealBulk.tsx'
import { SealStatus } from './SealStatus.tsx'

/** The electronic seal of the office: its certificate, its troubles, and sealing many versions in one act. */
export function SealsScreen() {
  const { t } = useTranslation()
  return (
    <RecordsPage title={t('seal.desk')} intro={t('seal.intro')} isFor={seesSeals}>
      <Seals />
    </RecordsPage>
  )
}

function Seals() {
  const maySeal = mayKeepSeals(actorOf(useSession())) === true
  const seal = useQuery({ ...reading('readSeal'), refetchOnMount: 'always', refetchInterval: 30_000 })
  return (
    <Answer of={seal}>
      {(status) => (
        <>
          <SealStatus seal={status} />
          {maySeal && status.isConfigured ? <SealBulk /> : null}
        </>
      )}
    </Answer>
  )
}
