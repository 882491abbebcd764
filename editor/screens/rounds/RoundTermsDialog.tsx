import {
  audiences,
  consolidations,
  disclosures,
  instant,
  type Material,
  type OfficeSettings,
  type PlannedRound,
} from '@glosa/domain/model'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call, reading } from '../../api/index.ts'
import { useFormat } from '../../i18n/useFormat.ts'
import { Answer } from '../../shell/Answer.tsx'
import { Button } from '../../ui/Button.tsx'
import { DateTimeField } from '../../ui/DateTimeField.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { notify } from '../../ui/notify.ts'
import { RadioCards } from '../../ui/RadioCards.tsx'
import { Select } from '../../ui/Select.tsx'
import { useNow } from '../../ui/useNow.ts'
import { command } from '../material/command.ts'
import type { DialogOf } from '../material/DialogOf.ts'
import { DeadlineHint } from './DeadlineHint.tsx'
import { InvitedFields } from './InvitedFields.tsx'
import { ScopeFields } from './ScopeFields.tsx'
import { ShortenedField } from './ShortenedField.tsx'
import { faultsOf, isFaultless, isShortened, newTerms, plannedTerms, termsWish, type TermsDraft } from './termsDraft.ts'
import './rounds.css'

interface RoundTermsDialogProps extends DialogOf {
  /** `open` opens now, `plan` prepares a new round or changes the prepared one. */
  readonly act: 'open' | 'plan'
  readonly planned?: PlannedRound
}

/** Opens a round or prepares one: who is asked, until when, under which terms. */
export function RoundTermsDialog(props: RoundTermsDialogProps) {
  const settings = useQuery({ ...reading('readSettings'), staleTime: 60_000 })
  const title = useTitle(props)
  return settings.data ? (
    <TermsDialog {...props} settings={settings.data.settings} />
  ) : (
    <Dialog isOpen onClose={props.onClose} title={title} width="wide">
      <Answer of={settings}>{() => null}</Answer>
    </Dialog>
  )
}

function useTitle({ act, planned, material }: RoundTermsDialogProps): string {
  const { t } = useTranslation()
  const number = planned?.number ?? nextNumber(material)
  if (act === 'open') return t('round.openTitle', { number })
  return planned ? t('round.changeTitle') : t('round.planTitle', { number })
}

const nextNumber = (material: Material) => Math.max(0, ...material.rounds.map(({ number }) => number)) + 1

const remindChoices = [0, 1, 2, 3, 5] as const

function TermsDialog(props: RoundTermsDialogProps & { readonly settings: OfficeSettings }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { store, material, onClose, act, planned, settings } = props
  const now = instant(useNow())
  const isPlan = act === 'plan'
  const [draft, setDraft] = useState<TermsDraft>(() =>
    planned ? plannedTerms(planned) : newTerms(material, settings, now),
  )
  const [tried, setTried] = useState(false)
  const [isPending, setPending] = useState(false)
  const set = (change: Partial<TermsDraft>) => setDraft((before) => ({ ...before, ...change }))
  const faults = faultsOf(draft, settings, now, isPlan)
  const from = isPlan && draft.opensAt !== null ? instant(draft.opensAt) : now
  const isShort = draft.closesAt !== null && isShortened(settings, from, draft.closesAt)
  const title = useTitle(props)
  const verb = isPlan ? t('round.savePlan') : t('material.openRound')
  const send = async () => {
    setTried(true)
    if (!isFaultless(faults) || draft.closesAt === null) return
    setPending(true)
    const params = { materialId: material.id }
    const closesAt = instant(draft.closesAt)
    const terms = termsWish(draft)
    const plan = { opensAt: draft.opensAt === null ? null : instant(draft.opensAt), closesAt, terms }
    const done = !isPlan
      ? await command(store, t, call('openRound', { params, body: { closesAt, terms, roundId: planned?.id } }))
      : planned
        ? await command(store, t, call('changePlan', { params: { ...params, roundId: planned.id }, body: plan }))
        : await command(store, t, call('planRound', { params, body: plan }))
    setPending(false)
    if (!done) return
    const said = isPlan ? t(planned ? 'round.planChanged' : 'round.planned') : t('material.roundOpened')
    notify({ tone: 'success', text: said })
    onClose()
  }
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={title}
      width="wide"
      footer={
        <>
          <Button onPress={onClose}>{t('ui.cancel')}</Button>
          <Button variant="primary" isPending={isPending} onPress={() => void send()}>
            {verb}
          </Button>
        </>
      }
    >
      <p>{t('material.openRoundHint')}</p>
      <InvitedFields invited={draft.invited} onChange={(invited) => set({ invited })} />
      {tried && (faults.invited || faults.ownDeadlines) ? (
        <p className="field-error" role="alert">
          {t(faults.invited ? 'material.noInvitations' : 'refusal.deadline-in-the-past')}
        </p>
      ) : null}
      {isPlan ? (
        <DateTimeField
          label={t('round.opensAt')}
          description={t('round.opensAtHint')}
          value={draft.opensAt}
          onChange={(opensAt) => set({ opensAt })}
          earliest={now}
          error={faults.opensAt ? t('round.opensAtWrong') : undefined}
        />
      ) : null}
      <div>
        <DateTimeField
          label={t('material.closesAt')}
          value={draft.closesAt}
          onChange={(closesAt) => set({ closesAt })}
          earliest={now}
          isRequired
          error={tried && faults.closesAt ? t('material.closesAtMissing') : undefined}
        />
        <DeadlineHint settings={settings} from={from} closesAt={draft.closesAt} />
      </div>
      {isShort ? (
        <ShortenedField
          settings={settings}
          value={draft.shortenedBecause}
          onChange={(shortenedBecause) => set({ shortenedBecause })}
          isMissing={tried && faults.shortened}
        />
      ) : null}
      <fieldset className="fieldset stack">
        <legend>{t('round.terms')}</legend>
        <RadioCards
          label={t('round.consolidation.label')}
          choices={consolidations.map((id) => ({
            id,
            label: t(`round.consolidation.${id}`),
            detail: t(`round.consolidation.${id}Hint`),
          }))}
          selected={draft.consolidation}
          onSelect={(consolidation) => set({ consolidation })}
        />
        <RadioCards
          label={t('round.disclosure.label')}
          choices={disclosures.map((id) => ({
            id,
            label: t(`round.disclosure.${id}`),
            detail: t(`round.disclosure.${id}Hint`),
          }))}
          selected={draft.disclosure}
          onSelect={(disclosure) => set({ disclosure })}
        />
        <div className="round-pair">
          <Select
            label={t('round.audience')}
            choices={audiences.map((id) => ({
              id,
              label: t(`review.circle.${id}`),
              detail: t(`review.circleHint.${id}`),
            }))}
            selected={draft.audience}
            onSelect={(audience) => set({ audience })}
          />
          <Select
            label={t('round.remind.label')}
            choices={[...new Set([...remindChoices, draft.remindWorkingDays])].map((days) => ({
              id: String(days),
              label: days === 0 ? t('round.remind.none') : t('round.remind.days', { count: days }),
            }))}
            selected={String(draft.remindWorkingDays)}
            onSelect={(days) => set({ remindWorkingDays: Number(days) })}
          />
        </div>
        <ScopeFields material={material} draft={draft} onChange={set} isMissing={tried && faults.parts} />
      </fieldset>
      {planned && !isPlan ? (
        <p className="quiet">{t('round.openNowHint', { time: format.dayAndTime(planned.closesAt) })}</p>
      ) : null}
    </Dialog>
  )
}
