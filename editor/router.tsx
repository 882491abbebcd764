import { searchKinds } from '@glosa/domain/model'
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router'
import * as z from 'zod'
import { deliveryStates } from '@glosa/domain/model'
import { currentSession } from './api/index.ts'
import { parseRowFilter, type RowFilter } from './screens/settlement/selectRows.ts'
import { settingSections } from './screens/officeSettings/settingSections.ts'
import { TasksScreen } from './screens/tasks/TasksScreen.tsx'
import { isOwnPath } from './shell/ownPath.ts'
import { CrashScreen, NotFoundScreen, PendingScreen } from './shell/Problems.tsx'
import { Shell } from './shell/Shell.tsx'

const root = createRootRoute({ component: Outlet })

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: (search): { then?: string; problem?: string } => ({
    ...(isOwnPath(search['then']) ? { then: search['then'] } : {}),
    ...(typeof search['problem'] === 'string' ? { problem: search['problem'] } : {}),
  }),
  beforeLoad: () => {
    if (currentSession().state !== 'signed-out') throw redirect({ to: '/' })
  },
  component: lazyRouteComponent(() => import('./shell/SignInScreen.tsx'), 'SignInScreen'),
})

const returned = createRoute({
  getParentRoute: () => root,
  path: '/returned',
  validateSearch: (search): { attempt?: string; problem?: string } => ({
    ...(typeof search['attempt'] === 'string' ? { attempt: search['attempt'] } : {}),
    ...(typeof search['problem'] === 'string' ? { problem: search['problem'] } : {}),
  }),
  component: lazyRouteComponent(() => import('./secondFactor/ReturnedScreen.tsx'), 'ReturnedScreen'),
})

/** Everything that needs a session. */
const office = createRoute({
  getParentRoute: () => root,
  id: 'office',
  beforeLoad: ({ location }) => {
    if (currentSession().state !== 'signed-out') return
    throw redirect({ to: '/sign-in', search: location.href === '/' ? {} : { then: location.href } })
  },
  component: Shell,
})

const tasks = createRoute({ getParentRoute: () => office, path: '/', component: TasksScreen })

const materialsSearch = z.object({
  query: z.string().max(200).optional().catch(undefined),
  state: z.enum(['draft', 'in-review', 'settling', 'locked']).optional().catch(undefined),
})
const materials = createRoute({
  getParentRoute: () => office,
  path: '/materials',
  validateSearch: (search): z.output<typeof materialsSearch> => materialsSearch.parse(search),
  component: lazyRouteComponent(() => import('./screens/materials/MaterialsScreen.tsx'), 'MaterialsScreen'),
})

const newMaterial = createRoute({
  getParentRoute: () => office,
  path: '/materials/new',
  component: lazyRouteComponent(() => import('./screens/materials/NewMaterialScreen.tsx'), 'NewMaterialScreen'),
})

const material = createRoute({
  getParentRoute: () => office,
  path: '/materials/$materialId',
  validateSearch: (search): { comment?: string; part?: string } => ({
    ...(typeof search['comment'] === 'string' ? { comment: search['comment'] } : {}),
    ...(typeof search['part'] === 'string' ? { part: search['part'] } : {}),
  }),
  component: lazyRouteComponent(() => import('./screens/material/MaterialScreen.tsx'), 'MaterialScreen'),
})

const settlement = createRoute({
  getParentRoute: () => office,
  path: '/materials/$materialId/settlement',
  validateSearch: (search): { show?: RowFilter } => {
    const show = parseRowFilter(search['show'])
    return show ? { show } : {}
  },
  component: lazyRouteComponent(() => import('./screens/settlement/SettlementScreen.tsx'), 'SettlementScreen'),
})

const rounds = createRoute({
  getParentRoute: () => office,
  path: '/materials/$materialId/rounds',
  component: lazyRouteComponent(() => import('./screens/rounds/RoundsScreen.tsx'), 'RoundsScreen'),
})

const unitSet = createRoute({
  getParentRoute: () => office,
  path: '/materials/$materialId/units/$unitId',
  component: lazyRouteComponent(() => import('./screens/unitSet/UnitSetScreen.tsx'), 'UnitSetScreen'),
})

const versions = createRoute({
  getParentRoute: () => office,
  path: '/materials/$materialId/versions',
  component: lazyRouteComponent(() => import('./screens/versions/VersionsScreen.tsx'), 'VersionsScreen'),
})

const publication = createRoute({
  getParentRoute: () => office,
  path: '/materials/$materialId/publication',
  component: lazyRouteComponent(() => import('./screens/publication/PublicationScreen.tsx'), 'PublicationScreen'),
})

const history = createRoute({
  getParentRoute: () => office,
  path: '/materials/$materialId/history',
  component: lazyRouteComponent(() => import('./screens/history/HistoryScreen.tsx'), 'HistoryScreen'),
})

const statistics = createRoute({
  getParentRoute: () => office,
  path: '/materials/$materialId/statistics',
  component: lazyRouteComponent(() => import('./screens/statistics/StatisticsScreen.tsx'), 'StatisticsScreen'),
})

const approvals = createRoute({
  getParentRoute: () => office,
  path: '/approvals',
  component: lazyRouteComponent(() => import('./screens/approvals/ApprovalsScreen.tsx'), 'ApprovalsScreen'),
})

const completion = createRoute({
  getParentRoute: () => office,
  path: '/materials/$materialId/completion',
  component: lazyRouteComponent(() => import('./screens/completion/CompletionScreen.tsx'), 'CompletionScreen'),
})

const compare = createRoute({
  getParentRoute: () => office,
  path: '/materials/$materialId/compare',
  validateSearch: (search): { from?: string; to?: string } => ({
    ...(isText(search['from']) ? { from: String(search['from']) } : {}),
    ...(isText(search['to']) ? { to: String(search['to']) } : {}),
  }),
  component: lazyRouteComponent(() => import('./screens/compare/CompareScreen.tsx'), 'CompareScreen'),
})

/** A text as addresses name it: the present one, a version, or the hash of what was approved. */
function isText(value: unknown): boolean {
  return /^(?:now|[1-9]\d{0,8}|[0-9a-f]{64})$/.test(String(value))
}

const meetings = createRoute({
  getParentRoute: () => office,
  path: '/meetings',
  validateSearch: (search): { when?: 'past' } => (search['when'] === 'past' ? { when: 'past' } : {}),
  component: lazyRouteComponent(() => import('./screens/meetings/MeetingsScreen.tsx'), 'MeetingsScreen'),
})

const meeting = createRoute({
  getParentRoute: () => office,
  path: '/meetings/$meetingId',
  component: lazyRouteComponent(() => import('./screens/meetings/MeetingScreen.tsx'), 'MeetingScreen'),
})

const paper = createRoute({
  getParentRoute: () => office,
  path: '/meetings/$meetingId/items/$itemId',
  validateSearch: (search): { part?: string; goOn?: boolean } => ({
    ...(typeof search['part'] === 'string' ? { part: search['part'] } : {}),
    ...(search['goOn'] === true ? { goOn: true } : {}),
  }),
  component: lazyRouteComponent(() => import('./screens/meetings/PaperScreen.tsx'), 'PaperScreen'),
})

const recordsSearch = z.object({
  show: z.enum(['open', 'dead-letters', 'delivered']).optional().catch(undefined),
  target: z.string().max(40).optional().catch(undefined),
  state: z.enum(deliveryStates).optional().catch(undefined),
  query: z.string().max(200).optional().catch(undefined),
  offset: z.number().int().min(0).max(1_000_000_000).optional().catch(undefined),
})
const records = createRoute({
  getParentRoute: () => office,
  path: '/records',
  validateSearch: (search): z.output<typeof recordsSearch> => recordsSearch.parse(search),
  component: lazyRouteComponent(() => import('./screens/records/QueueScreen.tsx'), 'QueueScreen'),
})

const recordsDelivery = createRoute({
  getParentRoute: () => office,
  path: '/records/deliveries/$materialId/$deliveryId',
  component: lazyRouteComponent(() => import('./screens/records/DeliveryScreen.tsx'), 'DeliveryScreen'),
})

const recordsSystems = createRoute({
  getParentRoute: () => office,
  path: '/records/systems',
  component: lazyRouteComponent(() => import('./screens/records/SystemsScreen.tsx'), 'SystemsScreen'),
})

const recordsSystem = createRoute({
  getParentRoute: () => office,
  path: '/records/systems/$target',
  component: lazyRouteComponent(() => import('./screens/records/SystemScreen.tsx'), 'SystemScreen'),
})

const integrity = createRoute({
  getParentRoute: () => office,
  path: '/records/integrity',
  component: lazyRouteComponent(() => import('./screens/records/IntegrityScreen.tsx'), 'IntegrityScreen'),
})

const seals = createRoute({
  getParentRoute: () => office,
  path: '/records/seals',
  component: lazyRouteComponent(() => import('./screens/records/SealsScreen.tsx'), 'SealsScreen'),
})

const account = createRoute({
  getParentRoute: () => office,
  path: '/account',
  component: lazyRouteComponent(() => import('./screens/account/AccountScreen.tsx'), 'AccountScreen'),
})

const searchWords = z.object({
  query: z.string().max(200).optional().catch(undefined),
  kind: z.enum(searchKinds).optional().catch(undefined),
  material: z.string().max(40).optional().catch(undefined),
})
const search = createRoute({
  getParentRoute: () => office,
  path: '/search',
  validateSearch: (asked): z.output<typeof searchWords> => searchWords.parse(asked),
  component: lazyRouteComponent(() => import('./screens/search/SearchScreen.tsx'), 'SearchScreen'),
})

const notices = createRoute({
  getParentRoute: () => office,
  path: '/notices',
  component: lazyRouteComponent(() => import('./screens/notices/NoticesScreen.tsx'), 'NoticesScreen'),
})

const administration = createRoute({
  getParentRoute: () => office,
  path: '/administration',
  beforeLoad: ({ location }) => {
    if (/^\/administration\/?$/.test(location.pathname))
      throw redirect({ to: '/administration/directory', replace: true })
  },
  component: Outlet,
})

const directory = createRoute({
  getParentRoute: () => administration,
  path: '/directory',
  component: lazyRouteComponent(() => import('./screens/administration/DirectoryScreen.tsx'), 'DirectoryScreen'),
})

const factors = createRoute({
  getParentRoute: () => administration,
  path: '/factors',
  component: lazyRouteComponent(() => import('./screens/administration/FactorsScreen.tsx'), 'FactorsScreen'),
})

const sessions = createRoute({
  getParentRoute: () => administration,
  path: '/sessions',
  component: lazyRouteComponent(() => import('./screens/administration/SessionsScreen.tsx'), 'SessionsScreen'),
})

const audit = createRoute({
  getParentRoute: () => administration,
  path: '/audit',
  component: lazyRouteComponent(() => import('./screens/administration/AuditScreen.tsx'), 'AuditScreen'),
})

const settingsSearch = z.object({ section: z.enum(settingSections).optional().catch(undefined) })
const settings = createRoute({
  getParentRoute: () => administration,
  path: '/settings',
  validateSearch: (search): z.output<typeof settingsSearch> => settingsSearch.parse(search),
  component: lazyRouteComponent(() => import('./screens/officeSettings/SettingsScreen.tsx'), 'SettingsScreen'),
})

/** The screens by their addresses. */
export const router = createRouter({
  routeTree: root.addChildren([
    signIn,
    returned,
    office.addChildren([
      tasks,
      materials,
      newMaterial,
      material,
      settlement,
      rounds,
      unitSet,
      versions,
      publication,
      history,
      statistics,
      approvals,
      completion,
      compare,
      meetings,
      meeting,
      paper,
      records,
      recordsDelivery,
      recordsSystems,
      recordsSystem,
      integrity,
      seals,
      account,
      administration.addChildren([directory, factors, sessions, audit, settings]),
      notices,
      search,
    ]),
  ]),
  defaultPreload: 'intent',
  defaultPendingComponent: PendingScreen,
  defaultErrorComponent: CrashScreen,
  defaultNotFoundComponent: NotFoundScreen,
  scrollRestoration: true,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
