import {
  commonRefusals,
  lineActions,
  lineParams,
  linePath,
  lineQuery,
  lineRoutes,
  problem,
  routes,
  statusOf,
  type LineAction,
  type LineRoute,
  type Route,
} from '@glosa/domain/contract'
import type { RefusalCode } from '@glosa/domain/model'
import * as z from 'zod'

/** The OpenAPI 3.1 description, generated from the contract: it cannot disagree with the server. */
export function openApi(publicUrl: string): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {}
  for (const [name, route] of Object.entries(routes) as [string, Route][]) {
    const path = (paths[route.path] ??= {})
    path[route.method.toLowerCase()] = operation(name, route)
  }
  for (const action of lineActions) paths[linePath(action)] = { post: lineOperation(action, lineRoutes[action]) }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Glosa',
      version: '1',
      license: { name: 'EUPL-1.2', identifier: 'EUPL-1.2' },
      description:
        'Review of office materials. Commands go up here; texts and announcements flow by socket or, in frames, by the requests of a line: see docs/protocol.md.',
    },
    servers: [{ url: publicUrl }],
    components: {
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'glosa_access' } },
      schemas: { Problem: jsonSchema(problem, 'output') },
    },
    paths,
  }
}

function operation(name: string, route: Route): Record<string, unknown> {
  return {
    operationId: name,
    summary: route.summary,
    tags: [route.tag],
    ...(route.privileged ? { 'x-privileged-act': route.privileged } : {}),
    ...(route.open ? { security: [] } : { security: [{ session: [] }] }),
    parameters: [...parameters(route.params, 'path'), ...parameters(route.query, 'query')],
    ...(route.body === null
      ? {}
      : {
          requestBody: {
            required: true,
            content:
              route.body === 'bytes'
                ? { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } }
                : {
                    [route.form ? 'application/x-www-form-urlencoded' : 'application/json']: {
                      schema: jsonSchema(route.body, 'input'),
                    },
                  },
          },
        }),
    responses: { [route.status]: success(route), ...problems(route) },
  }
}

const frames = { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } }

function lineOperation(action: LineAction, route: LineRoute): Record<string, unknown> {
  const { summary, headers, brings, status, answer, refusals } = route
  const content =
    answer === 'frames' ? frames : answer && { 'application/json': { schema: jsonSchema(answer, 'output') } }
  return {
    operationId: `${action}Line`,
    summary,
    tags: ['line'],
    security: action === 'open' ? [{ session: [] }] : [],
    parameters: [
      ...parameters(lineParams, 'path'),
      ...parameters(lineQuery, 'query'),
      ...parameters(headers, 'header'),
    ],
    ...(brings ? { requestBody: { required: true, content: frames } } : {}),
    responses: {
      [status]: { description: content ? 'OK' : 'Done', ...(content ? { content } : {}) },
      ...Object.fromEntries(Object.entries(refusals).map(([refused, description]) => [refused, { description }])),
    },
  }
}

function success({ answer, status }: Route): Record<string, unknown> {
  if (answer === null) return { description: status === 204 ? 'Done' : 'OK' }
  if (answer === 'redirect') return { description: 'Elsewhere, see Location' }
  if (answer === 'bytes') {
    return { description: 'OK', content: { '*/*': { schema: { type: 'string', format: 'binary' } } } }
  }
  return { description: 'OK', content: { 'application/json': { schema: jsonSchema(answer, 'output') } } }
}

function problems({ refusals }: Route): Record<string, unknown> {
  const byStatus = new Map<number, RefusalCode[]>()
  for (const code of new Set([...refusals, ...commonRefusals])) {
    byStatus.set(statusOf[code], [...(byStatus.get(statusOf[code]) ?? []), code])
  }
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => [
      status,
      {
        description: codes.join(', '),
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    ]),
  )
}

function parameters(shape: z.ZodType, where: 'path' | 'query' | 'header'): Record<string, unknown>[] {
  const schema = jsonSchema(shape, 'input')
  const properties = (schema['properties'] ?? {}) as Record<string, Record<string, unknown>>
  const required = (schema['required'] ?? []) as string[]
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: where,
    required: where === 'path' || required.includes(name),
    schema: property,
  }))
}

function jsonSchema(shape: z.ZodType, io: 'input' | 'output'): Record<string, unknown> {
  const { $schema: _dialect, ...schema } = z.toJSONSchema(shape, { io, unrepresentable: 'any' }) as Record<
    string,
    unknown
  >
  return schema
}
