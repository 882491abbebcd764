import Check from 'lucide-react/icons/check'
import Ellipsis from 'lucide-react/icons/ellipsis'
import History from 'lucide-react/icons/history'
import Lock from 'lucide-react/icons/lock'
import Users from 'lucide-react/icons/users'
import {
  currentRound,
  deadlineFor,
  mayAct,
  unsettledComments,
  type Actor,
  type Material,
  type UnitId,
} from '@glosa/domain/model'
import { useNavigate } from '@tanstack/react-router'
import type { TFunction } from 'i18next'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Room } from '../../connection/index.ts'
import { openHelp } from '../../help/helpWindow.ts'
import { useFormat } from '../../i18n/useFormat.ts'
import { Breadcrumbs } from '../../ui/Breadcrumbs.tsx'
import { Button, IconButton } from '../../ui/Button.tsx'
import { DeadlineTag } from '../../ui/DeadlineTag.tsx'
import { Link, LinkButton } from '../../ui/Link.tsx'
import { Menu, type MenuAct } from '../../ui/Menu.tsx'
import { Stepper } from '../../ui/Stepper.tsx'
import { CloseRoundDialog } from '../rounds/CloseRoundDialog.tsx'
import { RoundTermsDialog } from '../rounds/RoundTermsDialog.tsx'
import { setsOf } from '../unitSet/setsOf.ts'
import { DetailsDialog, mayChangeDetails } from './DetailsDialog.tsx'
import { FinishDialog } from './FinishDialog.tsx'
import { finishedCount } from './finishedCount.ts'
import { InviteDialog } from './InviteDialog.tsx'
import { LockDialog } from './LockDialog.tsx'
import type { MaterialStore } from './materialStore.ts'
import { PartsDialog } from './PartsDialog.tsx'
import { Presence } from './Presence.tsx'
import { SavedMark } from './SavedMark.tsx'
import { Whereabouts } from './Whereabouts.tsx'

interface MaterialHeaderProps {
  readonly store: MaterialStore
  readonly material: Material
  readonly actor: Actor
  /** The room of the part shown now; `null` for a locked text. */
  readonly room: Room | null
}

type Open = 'details' | 'parts' | 'finish' | 'open-round' | 'close-round' | 'invite' | 'lock' | null

const steps = ['draft', 'in-review', 'settling', 'locked'] as const

/** Where the material stands, and what the person can do about it. */
export function MaterialHeader({ store, material, actor, room }: MaterialHeaderProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const [open, setOpen] = useState<Open>(null)
  const round = currentRound(material)
  const { finished, asked } = finishedCount(material)
  const names = round?.finished.map(({ by }) => by.displayName).join(', ')
  const planned = material.rounds.find((each) => each.state === 'planned')
  const dialog = { store, material, onClose: () => setOpen(null) }
  return (
    <section className="material-header" aria-label={t('material.regionHeader')} data-region tabIndex={-1}>
      <div className="material-title-row">
        <div className="material-title">
          <Breadcrumbs
            links={[
              <Link key="materials" to="/materials" search={{}}>
                {t('material.materials')}
              </Link>,
            ]}
            current={identifiersOf(material, t)}
          />
          <h1>{material.title}</h1>
        </div>
        <div className="row material-acts">
          {room ? <SavedMark room={room} /> : null}
          {room ? <Presence room={room} /> : null}
          <Acts material={material} actor={actor} onOpen={setOpen} />
        </div>
      </div>
      <div className="row material-facts">
        <Stepper
          label={t('material.stateLabel')}
          steps={steps.map((id) => ({ id, label: t(`material.step.${id}`) }))}
          current={material.state}
          isFinished={material.state === 'locked'}
        />
        <Whereabouts material={material} />
        {round?.state === 'open' ? (
          <span className="row push">
            <span className="quiet">{t('material.deadline')}</span>
            <DeadlineTag dueAt={deadlineFor(actor, round)} layout="beside" />
            <span className="quiet row-tight" title={names ? t('material.finishedNames', { names }) : undefined}>
              <Users size={14} aria-hidden="true" /> {t('material.finishedCount', { count: finished, total: asked })}
            </span>
          </span>
        ) : material.state === 'locked' ? (
          <span className="quiet push">
            {material.versions.at(-1) ? format.dayAndTime(material.versions.at(-1)?.lockedAt ?? 0) : null}
          </span>
        ) : null}
      </div>
      {open === 'finish' ? <FinishDialog {...dialog} personId={actor.personId} /> : null}
      {open === 'open-round' ? <RoundTermsDialog {...dialog} act="open" {...(planned ? { planned } : {})} /> : null}
      {open === 'close-round' ? <CloseRoundDialog {...dialog} /> : null}
      {open === 'details' ? <DetailsDialog {...dialog} actor={actor} /> : null}
      {open === 'parts' ? <PartsDialog {...dialog} /> : null}
      {open === 'invite' ? <InviteDialog {...dialog} /> : null}
      {open === 'lock' ? <LockDialog {...dialog} /> : null}
    </section>
  )
}

interface ActsProps {
  readonly material: Material
  readonly actor: Actor
  readonly onOpen: (dialog: Open) => void
}

/** The buttons: the main act of this person at this time, versions, and the rest in a menu. */
function Acts({ material, actor, onOpen }: ActsProps) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const may = (action: Parameters<typeof mayAct>[1]) => mayAct(actor, action, material) === true
  const params = { materialId: material.id }
  const isDone = currentRound(material)?.finished.some(({ by }) => by.personId === actor.personId) ?? false
  const isSettled = unsettledComments(material).length === 0
  const more: MenuAct[] = [
    ...(may('invite') ? [{ id: 'invite', label: t('material.inviteTitle'), onAction: () => onOpen('invite') }] : []),
    ...(mayChangeDetails(actor, material)
      ? [{ id: 'details', label: t('round.details.title'), onAction: () => onOpen('details') }]
      : []),
    ...(may('edit-details') ? [{ id: 'parts', label: t('round.parts.title'), onAction: () => onOpen('parts') }] : []),
    ...(may('close-round')
      ? [{ id: 'close-round', label: t('material.closeRound'), onAction: () => onOpen('close-round') }]
      : []),
    {
      id: 'rounds',
      label: t('round.open'),
      onAction: () => void navigate({ to: '/materials/$materialId/rounds', params }),
    },
    {
      id: 'completion',
      label: t('completion.open'),
      onAction: () => void navigate({ to: '/materials/$materialId/completion', params }),
    },
    ...(may('see-history')
      ? [
          {
            id: 'history',
            label: t('material.history'),
            onAction: () => void navigate({ to: '/materials/$materialId/history', params }),
          },
        ]
      : []),
    {
      id: 'search',
      label: t('search.inMaterial'),
      onAction: () => void navigate({ to: '/search', search: { material: material.id } }),
    },
    { id: 'help', label: t('material.help'), onAction: openHelp },
  ]
  return (
    <>
      {material.versions.length > 0 ? (
        <LinkButton
          to="/materials/$materialId/versions"
          params={params}
          icon={<History size={18} aria-hidden="true" />}
        >
          {t('material.versionNumber', { number: material.versions.length })}
        </LinkButton>
      ) : null}
      {material.rounds.length > 0 ? (
        <LinkButton
          to="/materials/$materialId/settlement"
          params={params}
          variant={may('settle') && material.state === 'settling' && !isSettled ? 'primary' : 'secondary'}
        >
          {t('material.settlement')}
        </LinkButton>
      ) : null}
      {may('open-round') ? (
        <Button variant={material.state === 'draft' ? 'primary' : 'secondary'} onPress={() => onOpen('open-round')}>
          {t('material.openRound')}
        </Button>
      ) : null}
      {setsOf(actor, material).map(({ unitId, unitName }) => (
        <LinkButton
          key={unitId}
          to="/materials/$materialId/units/$unitId"
          params={{ ...params, unitId }}
          variant={may('answer-for-unit') && !isSent(material, unitId) ? 'primary' : 'secondary'}
          title={unitName}
        >
          {t('round.toSet')}
        </LinkButton>
      ))}
      {may('finish-review') ? (
        <Button
          variant={isDone ? 'secondary' : 'primary'}
          icon={<Check size={18} aria-hidden="true" />}
          onPress={() => onOpen('finish')}
        >
          {t('material.done')}
        </Button>
      ) : null}
      {may('lock') ? (
        <Button
          variant={isSettled ? 'primary' : 'secondary'}
          icon={<Lock size={18} aria-hidden="true" />}
          onPress={() => onOpen('lock')}
        >
          {t('material.lock')}
        </Button>
      ) : null}
      <Menu
        label={t('material.menu')}
        trigger={<IconButton label={t('material.menu')} icon={<Ellipsis size={18} aria-hidden="true" />} />}
        groups={[more]}
      />
    </>
  )
}

/** The number of the material, and its references once the records system or a person gave them. */
const identifiersOf = ({ number, documentReference, fileReference }: Material, t: TFunction): string =>
  [
    number,
    ...(documentReference ? [`${t('round.details.documentReference')} ${documentReference}`] : []),
    ...(fileReference ? [`${t('round.details.fileReference')} ${fileReference}`] : []),
  ].join(' · ')

/** Whether the unit has answered in the current round. */
const isSent = (material: Material, unitId: UnitId): boolean =>
  currentRound(material)?.answers.some((answer) => answer.unitId === unitId) ?? false
