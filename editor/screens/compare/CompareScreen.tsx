import type { MaterialTextView, MaterialView } from '@glosa/domain/contract'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { reading } from '../../api/index.ts'
import { Answer } from '../../shell/Answer.tsx'
import { Button } from '../../ui/Button.tsx'
import { Chips } from '../../ui/Chips.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Select } from '../../ui/Select.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { MaterialSubpage } from '../MaterialSubpage.tsx'
import { causeOf, commentsOn } from './causes.ts'
import { ChangeList, type ShownChange } from './ChangeList.tsx'
import { MarkedText, SideBySide } from './ComparedText.tsx'
import { countChanges } from './compareLines.ts'
import { comparePages, type ComparedPart } from './comparePages.ts'
import './compare.css'

/** Any two texts of a material beside each other: locked versions, what somebody approved, and the text now. */
export function CompareScreen() {
  const { t } = useTranslation()
  const { materialId } = useParams({ from: '/office/materials/$materialId/compare' })
  return (
    <MaterialSubpage materialId={materialId} title={t('compare.title')}>
      {(material) => <Chosen material={material} />}
    </MaterialSubpage>
  )
}

function Chosen({ material }: { readonly material: MaterialView }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const search = useSearch({ from: '/office/materials/$materialId/compare' })
  const versions = material.versions.map(({ number }) => String(number))
  const texts = [...versions, ...(material.state === 'locked' ? [] : ['now'])]
  // What was approved is no version: it can be compared when a link names it.
  for (const asked of [search.from, search.to]) if (asked && !texts.includes(asked)) texts.unshift(asked)
  const to = search.to ?? texts.at(-1) ?? 'now'
  const from = search.from ?? texts.at(texts.indexOf(to) - 1) ?? to
  const nameOf = (text: string) =>
    text === 'now' ? t('compare.now') : text.length > 9 ? t('compare.approved') : t('compare.version', { number: text })
  const choose = (next: { readonly from: string; readonly to: string }) =>
    void navigate({
      to: '/materials/$materialId/compare',
      params: { materialId: material.id },
      search: next,
      replace: true,
    })
  const choices = texts.map((id) => ({ id, label: nameOf(id) }))
  const before = useQuery({
    ...reading('readText', { params: { materialId: material.id, text: from } }),
    enabled: texts.length > 1,
  })
  const after = useQuery({
    ...reading('readText', { params: { materialId: material.id, text: to } }),
    enabled: texts.length > 1,
  })
  if (texts.length < 2) {
    return (
      <EmptyState title={t('compare.empty')}>
        <p>{t('compare.emptyText')}</p>
      </EmptyState>
    )
  }
  return (
    <>
      <div className="compare-choice">
        <Select
          label={t('compare.from')}
          choices={choices}
          selected={from}
          onSelect={(id) => choose({ from: id, to })}
        />
        <Select label={t('compare.to')} choices={choices} selected={to} onSelect={(id) => choose({ from, to: id })} />
      </div>
      <Answer of={before}>
        {(old) => (
          <Answer of={after}>
            {(fresh) => (
              <Comparison material={material} before={old} after={fresh} titles={[nameOf(from), nameOf(to)]} />
            )}
          </Answer>
        )}
      </Answer>
    </>
  )
}

const idOf = (part: ComparedPart, index: number) => `line-${part.partId}-${index}`

interface ComparisonProps {
  readonly material: MaterialView
  readonly before: MaterialTextView
  readonly after: MaterialTextView
  readonly titles: readonly [string, string]
}

function Comparison({ material, before, after, titles }: ComparisonProps) {
  const { t } = useTranslation()
  const [layout, setLayout] = useState<'marked' | 'sides'>('marked')
  const [active, setActive] = useState<string | null>(null)
  const parts = useMemo(() => comparePages(before, after), [before, after])
  const changes = useMemo(
    () =>
      parts.flatMap((part) => {
        const comments = commentsOn(material, part.partId)
        return part.lines.flatMap((line, index): ShownChange[] =>
          line.type === 'kept' || line.type === 'left'
            ? []
            : [{ id: idOf(part, index), part, line, cause: causeOf(line, comments) }],
        )
      }),
    [parts, material],
  )
  const isSame = changes.length === 0 && parts.every(({ state }) => state === 'text' || state === 'file-kept')
  const counts = countChanges(parts.flatMap(({ lines }) => lines))
  const show = (id: string | undefined) => {
    if (!id) return
    setActive(id)
    document.getElementById(id)?.scrollIntoView({ block: 'center' })
  }
  const step = (by: 1 | -1) => {
    const at = changes.findIndex(({ id }) => id === active)
    show(changes[at < 0 ? (by > 0 ? 0 : changes.length - 1) : (at + by + changes.length) % changes.length]?.id)
  }
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'F7') return
      event.preventDefault()
      step(event.shiftKey ? -1 : 1)
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  })

  return (
    <>
      <div className="compare-bar">
        <span className="compare-counts">
          <Tag>{t('compare.changed', { count: counts.changed })}</Tag>
          <Tag tone="success">{t('compare.added', { count: counts.added })}</Tag>
          <Tag tone="danger">{t('compare.removed', { count: counts.removed })}</Tag>
          <Tag tone="brand">{t('compare.moved', { count: counts.moved })}</Tag>
        </span>
        <Chips
          label={t('compare.layout')}
          selected={layout}
          onSelect={setLayout}
          chips={[
            { id: 'marked', label: t('compare.marked') },
            { id: 'sides', label: t('compare.sides') },
          ]}
        />
        <Button onPress={() => step(-1)} isDisabled={changes.length === 0} aria-keyshortcuts="Shift+F7">
          {t('compare.previous')}
        </Button>
        <Button onPress={() => step(1)} isDisabled={changes.length === 0} aria-keyshortcuts="F7">
          {t('compare.next')} <kbd>F7</kbd>
        </Button>
      </div>
      <div className="compare">
        <div className="compare-parts">
          {isSame ? <p className="compare-same">{t('compare.same')}</p> : null}
          {parts.map((part) => (
            <section key={part.partId} className="panel compare-part" aria-label={part.title}>
              <h2>{part.title}</h2>
              {part.state === 'text' ? null : <p className="quiet">{t(`compare.part.${part.state}`)}</p>}
              {layout === 'marked' ? (
                <MarkedText lines={part.lines} idOf={(index) => idOf(part, index)} active={active} />
              ) : part.lines.length > 0 ? (
                <SideBySide lines={part.lines} idOf={(index) => idOf(part, index)} active={active} titles={titles} />
              ) : null}
            </section>
          ))}
        </div>
        <ChangeList material={material} changes={changes} active={active} onShow={show} />
      </div>
    </>
  )
}
