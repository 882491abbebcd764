import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { reading } from '../../api/index.ts'
import { Answer } from '../../shell/Answer.tsx'
import { AdministrationPage } from './AdministrationPage.tsx'
import { LostFactors } from './LostFactors.tsx'
import { PolicyForm } from './PolicyForm.tsx'

/** Who must have a second factor, for which acts it is shown again, and what is done when somebody lost theirs. */
export function FactorsScreen() {
  const { t } = useTranslation()
  const policy = useQuery({ ...reading('readSecurityPolicy'), refetchOnMount: 'always' })
  return (
    <AdministrationPage title={t('administration.factors.title')} intro={t('administration.factors.intro')}>
      <LostFactors />
      <Answer of={policy}>
        {(view) => <PolicyForm key={JSON.stringify(view.policy)} policy={view.policy} isDefault={view.isDefault} />}
      </Answer>
    </AdministrationPage>
  )
}
