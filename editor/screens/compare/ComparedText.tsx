import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Stretch } from '../../comments/wordDifference.ts'
import type { ComparedLine } from './compareLines.ts'
import { headingLevels } from './headingLevels.ts'
import type { Line } from './linesOf.ts'

interface ComparedTextProps {
  readonly lines: readonly ComparedLine[]
  /** Id of the element of a line, by its index. */
  readonly idOf: (index: number) => string
  readonly active: string | null
}

/** The changes drawn in one text: struck out what is gone, underlined what is new. */
export function MarkedText({ lines, idOf, active }: ComparedTextProps) {
  const levels = headingLevels(lines)
  return (
    <div className="compare-text">
      {lines.map((line, index) => (
        <ComparedBlock
          key={idOf(index)}
          line={line}
          level={levels[index]}
          id={idOf(index)}
          isActive={active === idOf(index)}
        >
          {line.type === 'changed' || line.type === 'moved' ? (
            <Stretches stretches={line.stretches} />
          ) : line.type === 'added' ? (
            <ins>{line.line.text}</ins>
          ) : line.type === 'removed' ? (
            <del>{line.line.text}</del>
          ) : (
            line.line.text
          )}
        </ComparedBlock>
      ))}
    </div>
  )
}

/** Both texts in two columns, line beside line. */
export function SideBySide({
  lines,
  idOf,
  active,
  titles,
}: ComparedTextProps & { readonly titles: readonly [string, string] }) {
  const levels = headingLevels(lines)
  return (
    <table className="compare-sides">
      <thead>
        <tr>
          <th scope="col">{titles[0]}</th>
          <th scope="col">{titles[1]}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line, index) => {
          const was =
            line.type === 'removed' || line.type === 'left' ? line.line : 'before' in line ? line.before : null
          const is = line.type === 'removed' || line.type === 'left' ? null : line.line
          const isWhole =
            line.type === 'added' || line.type === 'removed' || line.type === 'left' || line.type === 'kept'
          return (
            <tr
              key={idOf(index)}
              id={idOf(index)}
              className={active === idOf(index) ? 'is-active' : undefined}
              data-type={line.type}
            >
              <td>
                {line.type === 'moved' ? (
                  <MovedNote line={line} />
                ) : was ? (
                  <LineText line={was} level={levels[index]}>
                    {line.type === 'left' ? (
                      <span className="compare-left">{was.text}</span>
                    ) : isWhole ? (
                      <del>{was.text}</del>
                    ) : (
                      <Stretches stretches={line.stretches} only="removed" />
                    )}
                  </LineText>
                ) : line.type === 'kept' ? (
                  <LineText line={line.line} level={levels[index]}>
                    {line.line.text}
                  </LineText>
                ) : null}
              </td>
              <td>
                {line.type === 'left' ? (
                  <MovedNote line={line} />
                ) : is ? (
                  <LineText line={is} level={levels[index]}>
                    {line.type === 'kept' ? (
                      is.text
                    ) : line.type === 'added' ? (
                      <ins>{is.text}</ins>
                    ) : 'stretches' in line ? (
                      <Stretches stretches={line.stretches} only="added" />
                    ) : null}
                  </LineText>
                ) : null}
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

function ComparedBlock({
  line,
  level,
  id,
  isActive,
  children,
}: {
  readonly line: ComparedLine
  readonly level: number | undefined
  readonly id: string
  readonly isActive: boolean
  readonly children: ReactNode
}) {
  return (
    <div id={id} tabIndex={-1} className={isActive ? 'compare-block is-active' : 'compare-block'} data-type={line.type}>
      {line.type === 'moved' || line.type === 'left' ? <MovedNote line={line} /> : null}
      {line.type === 'left' ? null : (
        <LineText line={line.line} level={level}>
          {children}
        </LineText>
      )}
    </div>
  )
}

function MovedNote({ line }: { readonly line: Extract<ComparedLine, { type: 'moved' | 'left' }> }) {
  const { t } = useTranslation()
  return (
    <p className="compare-moved">
      {line.type === 'moved'
        ? t('compare.movedHere', { number: line.move })
        : t('compare.movedAway', { number: line.move, start: line.line.text.slice(0, 60) })}
    </p>
  )
}

interface LineTextProps {
  readonly line: Line
  /** Of a heading, see `headingLevels`. */
  readonly level: number | undefined
  readonly children: ReactNode
}

function LineText({ line, level, children }: LineTextProps) {
  const label = line.label === '' ? null : <span className="compare-label">{line.label} </span>
  if (line.kind === 'heading' || line.kind === 'article') {
    return (
      <p role="heading" aria-level={level} className={`compare-${line.kind}`}>
        {label}
        {children}
      </p>
    )
  }
  return (
    <p className={`compare-${line.kind}`}>
      {label}
      {children}
    </p>
  )
}

function Stretches({
  stretches,
  only,
}: {
  readonly stretches: readonly Stretch[]
  readonly only?: 'added' | 'removed'
}) {
  return stretches.map(({ type, text }, index) => {
    if (type === 'kept') return text
    if (only && only !== type) return null
    // The stretches of a comparison are made once and never change places.
    return type === 'added' ? <ins key={index}>{text}</ins> : <del key={index}>{text}</del>
  })
}
