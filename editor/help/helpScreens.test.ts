// @vitest-environment jsdom
import { describe, expect, it } from 'vitest'
import { router } from '../router.tsx'
import { helpScreenOf, hintedScreen, keysOf } from './helpScreens.ts'

describe('the help of a screen', () => {
  it.each([
    ['/office/', 'tasks'],
    ['/office/materials', 'materials'],
    ['/office/materials/new', 'newMaterial'],
    ['/office/materials/$materialId', 'material'],
    ['/office/materials/$materialId/compare', 'compare'],
    ['/office/meetings/$meetingId/items/$itemId', 'paper'],
    ['/office/materials/$materialId/rounds', 'rounds'],
    ['/office/materials/$materialId/units/$unitId', 'unitSet'],
    ['/office/materials/$materialId/statistics', 'statistics'],
    ['/office/materials/$materialId/publication', 'publication'],
    ['/office/records/deliveries/$materialId/$deliveryId', 'records'],
    ['/office/administration/audit', 'administration'],
    ['/office/somewhere-new', 'general'],
  ] as const)('[UN3] of %s is that of %s', (routeId, screen) => {
    expect(helpScreenOf(routeId)).toBe(screen)
  })

  it('[UN3] is its own for every screen of the office', () => {
    const routes = Object.keys(router.routesById).filter((path) => path.startsWith('/office/'))
    expect(routes.length).toBeGreaterThan(25)
    expect(routes.filter((path) => helpScreenOf(path) === 'general')).toEqual([])
  })

  it('[UN3] names the keys that only this screen has', () => {
    expect(keysOf('compare').map(([, keys]) => keys)).toEqual(['F7', 'Shift+F7'])
    expect(keysOf('settlement').map(([, keys]) => keys)).toEqual(['↓ ↑', 'J K', '1–5', 'A Č N', 'R', 'X', 'Enter'])
    expect(keysOf('general')).toEqual([])
    expect(hintedScreen('tasks')).toBe('tasks')
    expect(hintedScreen('history')).toBeNull()
  })
})
