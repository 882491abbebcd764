import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router'
import * as z from 'zod'
import { currentSession } from './api/index.ts'
import { parseRowFilter, type RowFilter } from './screens/settlement/selectRows.ts'
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
  validateSearch: (search): { comment?: string } =>
    typeof search['comment'] === 'string' ? { comment: search['comment'] } : {},
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

const versions = createRoute({
  getParentRoute: () => office,
  path: '/materials/$materialId/versions',
  component: lazyRouteComponent(() => import('./screens/versions/VersionsScreen.tsx'), 'VersionsScreen'),
})

const history = createRoute({
  getParentRoute: () => office,
  path: '/materials/$materialId/history',
  component: lazyRouteComponent(() => import('./screens/history/HistoryScreen.tsx'), 'HistoryScreen'),
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

const account = createRoute({
  getParentRoute: () => office,
  path: '/account',
  component: lazyRouteComponent(() => import('./screens/account/AccountScreen.tsx'), 'AccountScreen'),
})

const notices = createRoute({
  getParentRoute: () => office,
  path: '/notices',
  component: lazyRouteComponent(() => import('./screens/notices/NoticesScreen.tsx'), 'NoticesScreen'),
})

/** The screens by their addresses. */
export const router = createRouter({
  routeTree: root.addChildren([
    signIn,
    office.addChildren([
      tasks,
      materials,
      newMaterial,
      material,
      settlement,
      versions,
      history,
      approvals,
      completion,
      compare,
      account,
      notices,
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
