import type { SecurityPolicyView } from '@glosa/domain/contract'
import { factorDemands, privilegedActs, roles, type FactorDemand, type PrivilegedAct } from '@glosa/domain/model'
import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { isFailure, useAct } from '../../api/index.ts'
import { Button } from '../../ui/Button.tsx'
import { NumberField } from '../../ui/NumberField.tsx'
import { RadioCards } from '../../ui/RadioCards.tsx'
import { Select } from '../../ui/Select.tsx'
import { Table } from '../../ui/Table.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { notify } from '../../ui/notify.ts'

interface PolicyFormProps {
  readonly policy: SecurityPolicyView
  /** Nobody has changed it yet. */
  readonly isDefault: boolean
}

/** The office’s rules of second factors; they hold at once, for open sessions too. */
export function PolicyForm({ policy: saved, isDefault }: PolicyFormProps) {
  const { t } = useTranslation()
  const [policy, setPolicy] = useState(saved)
  const change = useAct('changeSecurityPolicy', { changes: ['readSecurityPolicy', 'readSecondFactor'] })
  const isChanged = JSON.stringify(policy) !== JSON.stringify(saved)
  const demands = factorDemands.map((id) => ({ id, label: t(`administration.demand.${id}`) }))
  const setAct = (act: PrivilegedAct, part: Partial<SecurityPolicyView['acts'][PrivilegedAct]>) =>
    setPolicy({ ...policy, acts: { ...policy.acts, [act]: { ...policy.acts[act], ...part } } })
  const save = async (event: FormEvent) => {
    event.preventDefault()
    const outcome = await change.run({ body: policy })
    if (outcome !== null && !isFailure(outcome)) {
      notify({ tone: 'success', text: t('administration.factors.saved') })
    }
  }
  return (
    <form className="panel stack" aria-labelledby="factor-policy" onSubmit={(event) => void save(event)}>
      <div className="row">
        <h2 id="factor-policy">{t('administration.factors.policy')}</h2>
        {isDefault ? <Tag>{t('administration.factors.isDefault')}</Tag> : null}
      </div>
      <h3 id="factor-roles">{t('administration.factors.byRole')}</h3>
      <Table
        labelledBy="factor-roles"
        columns={[
          {
            id: 'role',
            title: t('administration.factors.role'),
            isRowHeader: true,
            cell: ({ role }) => t(`role.${role}`),
          },
          {
            id: 'demand',
            title: t('administration.factors.demand'),
            cell: ({ role }) => (
              <Select<FactorDemand>
                label={t('administration.factors.demandOf', { of: t(`role.${role}`) })}
                labelHidden
                choices={demands}
                selected={policy.roles[role]}
                onSelect={(demand) => setPolicy({ ...policy, roles: { ...policy.roles, [role]: demand } })}
              />
            ),
          },
        ]}
        rows={roles.map((role) => ({ role }))}
        rowKey={({ role }) => role}
      />
      <h3 id="factor-acts">{t('administration.factors.byAct')}</h3>
      <Table
        labelledBy="factor-acts"
        columns={[
          {
            id: 'act',
            title: t('administration.factors.act'),
            isRowHeader: true,
            cell: ({ act }) => t(`administration.privileged.${act}`),
          },
          {
            id: 'demand',
            title: t('administration.factors.demand'),
            cell: ({ act }) => (
              <Select<FactorDemand>
                label={t('administration.factors.demandOf', { of: t(`administration.privileged.${act}`) })}
                labelHidden
                choices={demands}
                selected={policy.acts[act].demand}
                onSelect={(demand) => setAct(act, { demand })}
              />
            ),
          },
          {
            id: 'within',
            title: t('administration.factors.within'),
            cell: ({ act }) => (
              <NumberField
                label={t('administration.factors.withinOf', { of: t(`administration.privileged.${act}`) })}
                labelHidden
                value={policy.acts[act].withinMinutes}
                onChange={(withinMinutes) => setAct(act, { withinMinutes })}
                least={1}
                most={1_440}
              />
            ),
          },
        ]}
        rows={privilegedActs.map((act) => ({ act }))}
        rowKey={({ act }) => act}
      />
      <RadioCards
        label={t('administration.factors.enrolment')}
        choices={(['open', 'with-code'] as const).map((id) => ({
          id,
          label: t(`administration.enrolment.${id}`),
          detail: t(`administration.enrolmentDetail.${id}`),
        }))}
        selected={policy.enrolment}
        onSelect={(enrolment) => setPolicy({ ...policy, enrolment })}
      />
      <div className="form-acts">
        <Button type="submit" variant="primary" isPending={change.isPending} isDisabled={!isChanged}>
          {t('administration.factors.save')}
        </Button>
        <Button onPress={() => setPolicy(saved)} isDisabled={!isChanged}>
          {t('ui.cancel')}
        </Button>
      </div>
    </form>
  )
}
