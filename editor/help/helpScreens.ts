/** Screens that have a help of their own, by the beginning of their route; the longest that fits counts. */
const screens = {
  '/office/': 'tasks',
  '/office/materials': 'materials',
  '/office/materials/new': 'newMaterial',
  '/office/materials/$materialId': 'material',
  '/office/materials/$materialId/rounds': 'rounds',
  '/office/materials/$materialId/units': 'unitSet',
  '/office/materials/$materialId/settlement': 'settlement',
  '/office/materials/$materialId/statistics': 'statistics',
  '/office/materials/$materialId/versions': 'versions',
  '/office/materials/$materialId/publication': 'publication',
  '/office/materials/$materialId/history': 'history',
  '/office/materials/$materialId/completion': 'completion',
  '/office/materials/$materialId/compare': 'compare',
  '/office/approvals': 'approvals',
  '/office/meetings': 'meetings',
  '/office/meetings/$meetingId': 'meeting',
  '/office/meetings/$meetingId/items': 'paper',
  '/office/account': 'account',
  '/office/notices': 'notices',
  '/office/search': 'search',
  '/office/records': 'records',
  '/office/administration': 'administration',
} as const

export type HelpScreen = (typeof screens)[keyof typeof screens] | 'general'

/** Which help a route has: its own, that of the section it is in when it is one of many alike, or the general one. */
export function helpScreenOf(routeId: string): HelpScreen {
  const path = routeId.replace(/\/$/, '')
  if (path === '/office') return 'tasks'
  const exact = Object.entries(screens).find(([beginning]) => beginning === path)
  if (exact) return exact[1]
  const sections = [
    '/office/materials/$materialId/units',
    '/office/meetings/$meetingId/items',
    '/office/records',
    '/office/administration',
  ] as const
  const section = sections.find((beginning) => path.startsWith(`${beginning}/`))
  return section ? screens[section] : 'general'
}

const hinted = ['tasks', 'material', 'settlement', 'approvals', 'compare', 'account'] as const
export type HintedScreen = (typeof hinted)[number]

/** The screen, when it has a hint for those who see it first. */
export const hintedScreen = (screen: HelpScreen): HintedScreen | null => hinted.find((each) => each === screen) ?? null

/** Keys of every screen. */
export const commonKeys = [
  ['search', '/'],
  ['search', 'Ctrl+K'],
  ['help', '?'],
  ['escape', 'Esc'],
  ['send', 'Ctrl+Enter'],
] as const

const screenKeys = {
  material: [
    ['material-next', 'Alt+↓'],
    ['material-previous', 'Alt+↑'],
    ['material-card', 'Alt+Enter'],
    ['material-back', 'Esc'],
    ['material-comment', 'Ctrl+Alt+M'],
    ['material-regions', 'F6'],
  ],
  settlement: [
    ['settlement-rows', '↓ ↑'],
    ['settlement-rows', 'J K'],
    ['settlement-verdict', '1–5'],
    ['settlement-letters', 'A Č N'],
    ['settlement-reason', 'R'],
    ['settlement-select', 'X'],
    ['settlement-open', 'Enter'],
  ],
  compare: [
    ['compare-next', 'F7'],
    ['compare-previous', 'Shift+F7'],
  ],
  meeting: [['agenda-move', '↓ ↑']],
} as const

/** Keys that only this screen has. */
export const keysOf = (screen: HelpScreen) => Object.entries(screenKeys).find(([of]) => of === screen)?.[1] ?? []
