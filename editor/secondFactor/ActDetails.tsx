import { routes } from '@glosa/domain/contract'
import { parseMaterialId, parsePersonId, type MaterialId } from '@glosa/domain/model'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { reading, type AskedAct } from '../api/index.ts'
import { useFormat } from '../i18n/useFormat.ts'
import { auditedRoutes } from '../screens/administration/describeAudit.ts'
import { policyDifferences } from '../screens/administration/describePolicy.ts'
import { changeTitle, describeChange } from '../screens/officeSettings/describeChange.ts'
import { sayDifference } from '../screens/officeSettings/sayDifference.ts'
import { countIn, enteredIn, textAt } from './enteredIn.ts'

/** What the act is called, and the person whom it concerns. */
export function useActName({ name, params, body }: AskedAct): { readonly act: string; readonly person: string | null } {
  const { t } = useTranslation()
  const personId = parsePersonId(textAt(params, 'personId') ?? textAt(body, 'personId'))
  const resetId = textAt(params, 'resetId')
  const directory = useQuery({ ...reading('readDirectory'), enabled: personId !== null })
  const resets = useQuery({ ...reading('listFactorResets'), enabled: resetId !== null })
  const known = auditedRoutes.find((route) => route === name)
  return {
    act: t(known ? `audit.act.${known}` : 'secondFactor.returnedAct.other'),
    person:
      directory.data?.people.find(({ id }) => id === personId)?.displayName ??
      resets.data?.resets.find((reset) => reset.resetId === resetId)?.displayName ??
      null,
  }
}

/** What an act would do, in words: its name, what it is about and what was entered. */
export function ActDetails({ act }: { readonly act: AskedAct }) {
  const { t } = useTranslation()
  const name = useActName(act)
  const materialId = parseMaterialId(textAt(act.params, 'materialId'))
  const many = countIn(act.body)
  const rows: readonly (readonly [label: string, said: string])[] = [
    [t('secondFactor.returnedAct.act'), name.act],
    ...(name.person === null ? [] : [[t('secondFactor.returnedAct.person'), name.person] as const]),
    ...(many === null ? [] : [[t('secondFactor.returnedAct.count'), String(many)] as const]),
    ...enteredIn(act.body).map((text) => [t('secondFactor.returnedAct.entered'), text] as const),
  ]
  return (
    <>
      <dl className="facts">
        {rows.map(([label, said]) => (
          <div className="facts-line" key={label + said}>
            <dt>{label}</dt>
            <dd>{said}</dd>
          </div>
        ))}
      </dl>
      {materialId === null ? null : <MaterialDetails materialId={materialId} />}
      {act.name === 'changeSettings' ? <SettingsDetails body={act.body} /> : null}
      {act.name === 'changeSecurityPolicy' ? <PolicyDetails body={act.body} /> : null}
    </>
  )
}

function MaterialDetails({ materialId }: { readonly materialId: MaterialId }) {
  const { t } = useTranslation()
  const material = useQuery(reading('readMaterial', { params: { materialId } }))
  return material.data ? (
    <dl className="facts">
      <div className="facts-line">
        <dt>{t('secondFactor.returnedAct.material')}</dt>
        <dd>{material.data.title}</dd>
      </div>
    </dl>
  ) : null
}

function SettingsDetails({ body }: { readonly body: unknown }) {
  const { t } = useTranslation()
  const format = useFormat()
  const now = useQuery(reading('readSettings'))
  const asked = routes.changeSettings.body.safeParse(body)
  if (!asked.success || !now.data) return null
  const { change } = asked.data
  return (
    <Changes
      title={changeTitle(now.data.settings, change, t)}
      said={describeChange(now.data.settings, change, t, format)}
    />
  )
}

function PolicyDetails({ body }: { readonly body: unknown }) {
  const { t } = useTranslation()
  const now = useQuery(reading('readSecurityPolicy'))
  if (!now.data) return null
  const said = policyDifferences(now.data.policy, body, t).map((difference) => sayDifference(difference, t))
  return <Changes title={t('administration.factors.policy')} said={said} />
}

function Changes({ title, said }: { readonly title: string; readonly said: readonly string[] }) {
  return (
    <div>
      <h3>{title}</h3>
      <ul className="difference-list">
        {said.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </div>
  )
}
