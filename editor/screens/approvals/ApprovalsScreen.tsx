import type { ApprovalItem, ApprovalOutcome } from '@glosa/domain/contract'
import { useQuery } from '@tanstack/react-query'
import CircleCheck from 'lucide-react/icons/circle-check'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { reading, useAct } from '../../api/index.ts'
import { isFailure } from '../../api/outcome.ts'
import { Answer } from '../../shell/Answer.tsx'
import { Page } from '../../shell/Page.tsx'
import { AlertDialog } from '../../ui/AlertDialog.tsx'
import { Button } from '../../ui/Button.tsx'
import { Checkbox } from '../../ui/Checkbox.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Link } from '../../ui/Link.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Table, type TableColumn } from '../../ui/Table.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { notify } from '../../ui/notify.ts'
import { stepName } from './stepName.ts'
import './approvals.css'

/** What waits for the person's approval, to be read in one list and approved in one act. */
export function ApprovalsScreen() {
  const { t } = useTranslation()
  const approvals = useQuery({ ...reading('listApprovals'), refetchOnMount: 'always' })
  return (
    <Page title={t('approval.title')}>
      <div className="page-header">
        <h1>{t('approval.title')}</h1>
      </div>
      <p className="quiet">{t('approval.hint')}</p>
      <Answer of={approvals}>{({ items }) => <ApprovalList items={items} />}</Answer>
    </Page>
  )
}

const keyOf = (item: ApprovalItem) => `${item.materialId} ${item.step.id}`

function ApprovalList({ items }: { readonly items: readonly ApprovalItem[] }) {
  const { t } = useTranslation()
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [asking, setAsking] = useState(false)
  const [refused, setRefused] = useState<readonly (ApprovalOutcome & { readonly number: string })[]>([])
  const approve = useAct('approveMany', { changes: ['listApprovals', 'listTasks'] })
  const picked = items.filter((item) => chosen.has(keyOf(item)))
  const toggle = (key: string, on: boolean) =>
    setChosen((before) => {
      const next = new Set(before)
      if (on) next.add(key)
      else next.delete(key)
      return next
    })
  const run = async () => {
    const outcome = await approve.run({
      body: {
        items: picked.map(({ materialId, textHash, step }) => ({ materialId, hash: textHash, stepId: step.id })),
      },
    })
    setAsking(false)
    if (outcome === null || isFailure(outcome)) return
    const approved = outcome.outcomes.filter((each) => each.outcome === 'approved').length
    if (approved > 0) notify({ tone: 'success', text: t('approval.approvedMany', { count: approved }) })
    setRefused(
      outcome.outcomes
        .filter((each) => each.outcome === 'refused')
        .map((each) => ({ ...each, number: items.find((item) => item.materialId === each.materialId)?.number ?? '' })),
    )
    setChosen(new Set())
  }
  if (items.length === 0) {
    return (
      <EmptyState icon={<CircleCheck size={40} />} title={t('approval.empty')}>
        <p>{t('approval.emptyText')}</p>
      </EmptyState>
    )
  }
  const columns: readonly TableColumn<ApprovalItem>[] = [
    {
      id: 'choose',
      title: t('approval.column.choose'),
      titleHidden: true,
      cell: (item) => (
        <Checkbox
          aria-label={t('approval.choose', { number: item.number })}
          isSelected={chosen.has(keyOf(item))}
          onChange={(on) => toggle(keyOf(item), on)}
        />
      ),
    },
    {
      id: 'material',
      title: t('approval.column.material'),
      isRowHeader: true,
      cell: (item) => (
        <span className="approval-material">
          <Link to="/materials/$materialId" params={{ materialId: item.materialId }} search={{}}>
            {item.title}
          </Link>
          <span className="quiet">
            {item.number} · {item.leadUnitName ?? item.drafter.displayName}
          </span>
        </span>
      ),
    },
    { id: 'step', title: t('approval.column.step'), cell: (item) => <StepOf item={item} /> },
    { id: 'before', title: t('approval.column.before'), cell: (item) => <ApprovedBefore item={item} /> },
    { id: 'comments', title: t('approval.column.comments'), cell: (item) => <CommentsOf item={item} /> },
    { id: 'changes', title: t('approval.column.changes'), cell: (item) => <ChangesOf item={item} /> },
  ]
  return (
    <>
      {refused.length > 0 ? (
        <Notice tone="warning" role="alert" title={t('approval.refusedTitle')}>
          <ul>
            {refused.map((each) => (
              <li key={each.materialId}>
                {each.number}: {each.outcome === 'refused' ? t(`refusal.${each.code}`) : null}
              </li>
            ))}
          </ul>
        </Notice>
      ) : null}
      <div className="row approval-bar">
        <Checkbox
          isSelected={picked.length === items.length}
          isIndeterminate={picked.length > 0 && picked.length < items.length}
          onChange={(on) => setChosen(on ? new Set(items.map(keyOf)) : new Set())}
        >
          {t('approval.all')}
        </Checkbox>
        <Button
          variant="primary"
          className="push"
          isDisabled={picked.length === 0}
          isPending={approve.isPending}
          onPress={() => setAsking(true)}
        >
          {t('approval.approveChosen', { count: picked.length })}
        </Button>
      </div>
      <Table label={t('approval.title')} columns={columns} rows={items} rowKey={keyOf} />
      <AlertDialog
        isOpen={asking}
        title={t('approval.confirmTitle', { count: picked.length })}
        verb={t('approval.approve')}
        onConfirm={() => void run()}
        onCancel={() => setAsking(false)}
        isPending={approve.isPending}
      >
        <p>{t('approval.confirmText')}</p>
        <ul>
          {picked.map((item) => (
            <li key={keyOf(item)}>
              {item.number} – {item.title}
            </li>
          ))}
        </ul>
      </AlertDialog>
    </>
  )
}

function StepOf({ item }: { readonly item: ApprovalItem }) {
  const { t } = useTranslation()
  return (
    <>
      {stepName(item.step, t)}
      {item.standingFor ? (
        <span className="quiet"> {t('approval.standingFor', { name: item.standingFor })}</span>
      ) : null}
      {item.tabled ? <Tag tone="warning">{t('approval.tabled')}</Tag> : null}
    </>
  )
}

function ApprovedBefore({ item }: { readonly item: ApprovalItem }) {
  const { t } = useTranslation()
  if (item.approvedBefore.length === 0) return <span className="quiet">{t('approval.nobody')}</span>
  return item.approvedBefore.map(({ by }) => by.displayName).join(', ')
}

function CommentsOf({ item }: { readonly item: ApprovalItem }) {
  const { t } = useTranslation()
  return (
    <>
      {t('approval.comments', { count: item.comments, essential: item.essential })}
      {item.openDisputes > 0 ? <Tag tone="danger">{t('approval.disputes', { count: item.openDisputes })}</Tag> : null}
    </>
  )
}

function ChangesOf({ item }: { readonly item: ApprovalItem }) {
  const { t } = useTranslation()
  if (item.changedSinceYourApproval === null) return <span className="quiet">{t('approval.unchanged')}</span>
  return (
    <Link
      to="/materials/$materialId/compare"
      params={{ materialId: item.materialId }}
      search={{ from: item.changedSinceYourApproval, to: 'now' }}
    >
      {t('approval.whatChanged')}
    </Link>
  )
}
