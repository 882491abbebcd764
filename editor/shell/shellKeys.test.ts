// @vitest-environment jsdom
import { afterEach, describe, expect, it } from 'vitest'
import { isHelpKey, isSearchKey } from './shellKeys.ts'

const none = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false }
function put(html: string): HTMLElement {
  document.body.innerHTML = html
  const target = document.querySelector<HTMLElement>('#here')
  if (!target) throw new Error('nothing to press in')
  return target
}

describe('the keys of every screen', () => {
  afterEach(() => document.body.replaceChildren())

  it('[UN2] search with "/" and Ctrl+K, help with "?"', () => {
    const target = put('<button id="here"></button>')
    expect(isSearchKey({ ...none, key: '/', target })).toBe(true)
    expect(isSearchKey({ ...none, key: '/', shiftKey: true, target })).toBe(true)
    expect(isSearchKey({ ...none, key: 'k', ctrlKey: true, target })).toBe(true)
    expect(isSearchKey({ ...none, key: 'K', metaKey: true, target })).toBe(true)
    expect(isSearchKey({ ...none, key: 'k', target })).toBe(false)
    expect(isSearchKey({ ...none, key: '/', ctrlKey: true, target })).toBe(false)
    expect(isHelpKey({ ...none, key: '?', shiftKey: true, target })).toBe(true)
    expect(isHelpKey({ ...none, key: '?', altKey: true, target })).toBe(false)
  })

  it.each([
    '<input id="here">',
    '<textarea id="here"></textarea>',
    '<div contenteditable="true" id="here"></div>',
    '<span role="spinbutton" id="here" tabindex="0"></span>',
    '<div role="dialog"><button id="here"></button></div>',
  ])('[UN2] leave "/" and "?" to whoever writes: %s', (html) => {
    const target = put(html)
    expect(isSearchKey({ ...none, key: '/', target })).toBe(false)
    expect(isHelpKey({ ...none, key: '?', target })).toBe(false)
    expect(isSearchKey({ ...none, key: 'k', ctrlKey: true, target })).toBe(true)
  })
})
