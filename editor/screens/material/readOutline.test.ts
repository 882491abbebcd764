// @vitest-environment jsdom
import { expect, it } from 'vitest'
import { readOutline } from './readOutline.ts'

it('[FZ15] headings and articles stand in the outline, each with the comments up to the next one, counted once', () => {
  const text = document.createElement('div')
  text.innerHTML = `
    <h1>Zpráva</h1>
    <p>Slova <mark data-comment="a">o jednom</mark> a <mark data-comment="b">o druhém</mark>.</p>
    <p>Též <mark data-comment="a">dál</mark>.</p>
    <h2></h2>
    <h2 data-block="article">Rada kraje</h2>
    <h2 data-block="article">Závěr</h2>
    <p><mark data-comment="c">schvaluje</mark></p>`
  expect(readOutline(text).map(({ label, level, article, comments }) => [label, level, article, comments])).toEqual([
    ['Zpráva', 1, null, 2],
    ['Rada kraje', 2, 1, 0],
    ['Závěr', 2, 2, 1],
  ])
})
