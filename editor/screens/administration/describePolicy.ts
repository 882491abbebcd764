import { securityPolicy, type SecurityPolicyView } from '@glosa/domain/contract'
import { privilegedActs, roles } from '@glosa/domain/model'
import type { TFunction } from 'i18next'
import { changed, type Difference } from '../officeSettings/difference.ts'

/**
 * What new rules of second factors ask for other than the ones before.
 * @returns none when either of them is not known to this version
 */
export function policyDifferences(before: unknown, after: unknown, t: TFunction): readonly Difference[] {
  const [old, now] = [securityPolicy.safeParse(before), securityPolicy.safeParse(after)]
  if (!old.success || !now.success) return []
  const actDemand = ({ demand, withinMinutes }: SecurityPolicyView['acts']['lock']) => {
    const said = t(`administration.demand.${demand}`)
    return demand === 'none' ? said : t('audit.demandWithin', { demand: said, count: withinMinutes })
  }
  return [
    ...roles.flatMap((role) =>
      changed(
        t(`role.${role}`),
        t(`administration.demand.${old.data.roles[role]}`),
        t(`administration.demand.${now.data.roles[role]}`),
      ),
    ),
    ...privilegedActs.flatMap((act) =>
      changed(t(`administration.privileged.${act}`), actDemand(old.data.acts[act]), actDemand(now.data.acts[act])),
    ),
    ...changed(
      t('administration.factors.enrolment'),
      t(`administration.enrolment.${old.data.enrolment}`),
      t(`administration.enrolment.${now.data.enrolment}`),
    ),
  ]
}
