import fc from 'fast-check'

/** JSON, also such that no contract asks for. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [member: string]: Json }

type Step = string | number

const isObject = (json: Json): json is { readonly [member: string]: Json } =>
  typeof json === 'object' && json !== null && !Array.isArray(json)

/** Every place in the JSON, the whole included. */
function places(json: Json, path: readonly Step[] = []): (readonly Step[])[] {
  const inside = Array.isArray(json)
    ? json.flatMap((item, index) => places(item, [...path, index]))
    : isObject(json)
      ? Object.entries(json).flatMap(([member, value]) => places(value, [...path, member]))
      : []
  return [path, ...inside]
}

/** The JSON with one place changed; `undefined` takes the place out. */
function changed(
  json: Json,
  [step, ...rest]: readonly Step[],
  change: (was: Json) => Json | undefined,
): Json | undefined {
  if (step === undefined) return change(json)
  if (Array.isArray(json)) {
    return json.flatMap((item: Json, index) => {
      const now = index === step ? changed(item, rest, change) : item
      return now === undefined ? [] : [now]
    })
  }
  if (!isObject(json)) return json
  return Object.fromEntries(
    Object.entries(json).flatMap(([member, value]) => {
      const now = member === step ? changed(value, rest, change) : value
      return now === undefined ? [] : [[member, now] as const]
    }),
  )
}

const deep = (levels: number): Json => {
  let json: Json = []
  for (let level = 0; level < levels; level++) json = level % 2 ? { a: json } : [json]
  return json
}

/** Values that make careless software stumble. */
export const hostileValues: readonly Json[] = [
  null,
  true,
  -1,
  0.5,
  1e308,
  Number.MAX_SAFE_INTEGER,
  '',
  ' ',
  'null',
  '\u0000',
  'a\u0000b',
  '\ud800',
  '\u202e\u2066',
  'x'.repeat(60_000),
  'ž'.repeat(400_000),
  '../../../../etc/passwd',
  "'; DROP TABLE records; --",
  '<script>alert(1)</script>',
  '${process.exit(1)}',
  '__proto__',
  [],
  {},
  [[[[[[]]]]]],
  deep(200),
  deep(5_000),
  { $ne: null },
  { $where: 'sleep(1000)' },
  { length: 1e9 },
  { toString: 'no', valueOf: 'no' },
]

const extraMembers = ['extra', '__proto__', 'constructor', 'toString', 'id', 'personId', 'roles', '$set', '']

/** The sample with one thing wrong: a member missing, of another type, one too many. May come out right by chance. */
export const spoiled = (sample: Json): fc.Arbitrary<Json> => {
  const value = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...hostileValues) },
    { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<Json> },
  )
  return fc
    .record({
      place: fc.constantFrom(...places(sample)),
      how: fc.constantFrom('replace', 'replace', 'drop', 'extra', 'wrap'),
      member: fc.constantFrom(...extraMembers),
      value,
    })
    .map(({ place, how, member, value: other }): Json => {
      const change = (was: Json): Json | undefined => {
        switch (how) {
          case 'replace':
            return other
          case 'drop':
            return undefined
          case 'wrap':
            return [was]
          default:
            return isObject(was) ? withMember(was, member, other) : other
        }
      }
      return changed(sample, place, change) ?? null
    })
}

/** `__proto__` as a member of its own, as JSON.parse makes it. */
const withMember = (object: { readonly [member: string]: Json }, member: string, value: Json): Json => {
  const copy: { [member: string]: Json } = { ...object }
  Object.defineProperty(copy, member, { value, enumerable: true, configurable: true, writable: true })
  return copy
}
