import { lineActions, linePath, lineRoutes, routes, type Route } from '@glosa/domain/contract'
import { Validator } from '@seriousme/openapi-schema-validator'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { newFolder, removeFolder, startGlosaProcess, type GlosaProcess } from './glosaProcess.ts'

let folder = ''
let glosa: GlosaProcess
let description: Record<string, unknown>

beforeAll(async () => {
  folder = await newFolder()
  glosa = await startGlosaProcess(folder)
  description = (await (await fetch(`${glosa.url}/api/v1/openapi.json`)).json()) as typeof description
})
afterAll(async () => {
  await glosa.stop()
  await removeFolder(folder)
})

it('[SY18] the served description is OpenAPI 3.1', async () => {
  const validator = new Validator()
  const result = await validator.validate(structuredClone(description))
  expect(result.errors ?? []).toEqual([])
  expect(result.valid).toBe(true)
  expect(validator.version).toBe('3.1')
})

it('[SY18] it names every route of the contract and no other', () => {
  const paths = description['paths'] as Record<string, Record<string, { operationId: string; responses: object }>>
  const served = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { operationId }]) => `${operationId} ${method.toUpperCase()} ${path}`),
  )
  const expected = (Object.entries(routes) as [string, Route][]).map(
    ([name, { method, path }]) => `${name} ${method} ${path}`,
  )
  const ofLines = lineActions.map((action) => `${action}Line POST ${linePath(action)}`)
  expect(served.toSorted()).toEqual([...expected, ...ofLines].toSorted())
  for (const action of lineActions) {
    const { status, refusals } = lineRoutes[action]
    const responses = paths[linePath(action)]?.['post']?.responses ?? {}
    expect(Object.keys(responses).map(Number).toSorted()).toEqual(
      [status, ...Object.keys(refusals).map(Number)].toSorted(),
    )
  }
  for (const route of Object.values(routes) as Route[]) {
    const operation = paths[route.path]?.[route.method.toLowerCase()]
    expect(Object.keys(operation?.responses ?? {}), route.path).toContain(String(route.status))
  }
})
