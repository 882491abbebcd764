import { routes } from '@glosa/domain/contract'
import type { Samples } from './samples.ts'

/** Every address of the contract that can be read, filled in by the samples, and by what is named where they name it. */
export function readablePaths(samples: Samples, named: Readonly<Record<string, string | number>>): string[] {
  const shapes: Readonly<Record<string, { readonly params: object; readonly query: object }>> = samples
  return Object.entries(routes).flatMap(([name, { method, path }]) => {
    const sample = shapes[name]
    if (method !== 'GET' || !sample) return []
    const params: Readonly<Record<string, unknown>> = { ...sample.params, ...named }
    const query = Object.entries(sample.query).map(([key, value]): [string, string] => [
      key,
      String(named[key] ?? value),
    ])
    return [`${path.replaceAll(/\{(\w+)\}/g, (_, key: string) => String(params[key]))}?${new URLSearchParams(query)}`]
  })
}
