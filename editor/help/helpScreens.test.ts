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
    ['/office/records/deliveries/$materialId/$deliveryId', 'records'],
    ['/office/administration/audit', 'administration'],
    ['/office/somewhere-new', 'general'],
  ] as const)('[UN3] of %s is that of %s', (routeId, screen) => {
    expect(helpScreenOf(routeId)).toBe(screen)
  })

  it('[UN3] is its own for the screens of the main menu', () => {
    const routes = Object.keys(router.routesById)
    for (const path of ['/office/', '/office/materials', '/office/approvals', '/office/search', '/office/account']) {
      expect(routes).toContain(path)
      expect(helpScreenOf(path)).not.toBe('general')
    }
  })

  it('[UN3] names the keys that only this screen has', () => {
    expect(keysOf('compare').map(([, keys]) => keys)).toEqual(['F7', 'Shift+F7'])
    expect(keysOf('general')).toEqual([])
    expect(hintedScreen('tasks')).toBe('tasks')
    expect(hintedScreen('history')).toBeNull()
  })
})
