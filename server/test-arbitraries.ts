import fc from 'fast-check'
import type { OpenApi, Schema } from './test-openapi.ts'

type Json = unknown
/** Ids that mean something to the store under test; elsewhere a UUID is as good as a guess. */
type Pool = { uuids: string[] }

/** Values that a schema describes, with real ids wherever it wants a UUID. */
export function valuesOf(schema: Schema, document: OpenApi, pool: Pool, depth = 0): fc.Arbitrary<Json> {
  const of = (inner: Schema) => valuesOf(inner, document, pool, depth + 1)
  if (depth > 8) return fc.constant(null)
  if (schema.$ref !== undefined) {
    const name = schema.$ref.split('/').at(-1) ?? ''
    const target = document.components.schemas[name]
    if (!target) throw new Error(`the description refers to ${schema.$ref}, which is not there`)
    return of(target)
  }
  if ('const' in schema) return fc.constant(schema.const)
  if (schema.enum) return fc.constantFrom(...schema.enum)
  const choices = schema.anyOf ?? schema.oneOf
  if (choices) return fc.oneof(...choices.map(of))
  if (schema.allOf) {
    return fc.tuple(...schema.allOf.map(of)).map((parts) => Object.assign({}, ...parts) as Json)
  }
  if (Array.isArray(schema.type)) return fc.oneof(...schema.type.map((type) => of({ ...schema, type })))
  switch (schema.type) {
    case 'string':
      return stringsOf(schema, pool)
    case 'integer':
      return fc.integer({ min: bound(schema.minimum, -1000), max: bound(schema.maximum, 1000) })
    case 'number':
      return fc.double({ min: bound(schema.minimum, -1000), max: bound(schema.maximum, 1000), noNaN: true })
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    case 'array':
      return fc.array(of(schema.items ?? {}), {
        minLength: schema.minItems ?? 0,
        maxLength: Math.min(schema.maxItems ?? 4, (schema.minItems ?? 0) + 4),
      })
    case 'object':
      return objectsOf(schema, of)
    default:
      return fc.jsonValue({ maxDepth: 2 })
  }
}

const bound = (limit: number | undefined, otherwise: number): number =>
  Math.max(-2_000_000, Math.min(2_000_000, limit ?? otherwise))

function stringsOf(schema: Schema, pool: Pool): fc.Arbitrary<string> {
  if (schema.format === 'uuid')
    return fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...pool.uuids) }, fc.uuid())
  if (schema.format === 'email') return fc.constantFrom('a@example.com', 'b.c@example.org')
  if (schema.format === 'date-time') return fc.constant(new Date(0).toISOString())
  if (schema.pattern !== undefined) return fc.stringMatching(new RegExp(schema.pattern), { size: 'small' })
  const length = { minLength: schema.minLength ?? 0, maxLength: Math.min(schema.maxLength ?? 40, 40) }
  return fc.oneof(fc.string({ ...length, unit: 'grapheme' }), fc.string(length))
}

function objectsOf(schema: Schema, of: (inner: Schema) => fc.Arbitrary<Json>): fc.Arbitrary<Json> {
  if (schema.properties) {
    // what may be left out mostly is: optional members that contradict each other would hide all behind them
    const members = Object.entries(schema.properties).map(([name, inner]) => {
      const isRequired = schema.required?.includes(name) === true
      return [
        name,
        isRequired ? of(inner) : fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, of(inner)),
      ] as const
    })
    return fc
      .record(Object.fromEntries(members))
      .map((all) => Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)))
  }
  const values =
    typeof schema.additionalProperties === 'object' ? of(schema.additionalProperties) : fc.constant('x')
  const names = schema.propertyNames ? of(schema.propertyNames) : fc.string({ minLength: 1, maxLength: 20 })
  return fc.dictionary(names as fc.Arbitrary<string>, values, { maxKeys: 4 })
}

const nested = (depth: number): Json => (depth === 0 ? 'deep' : [nested(depth - 1)])

/** What a hostile or a broken client puts where a value belongs. */
export const nasty: fc.Arbitrary<Json> = fc.constantFrom<Json>(
  '\0',
  'a\0b',
  '\ud800',
  'x\udfff',
  '',
  ' ',
  '\u202e\u200b',
  "'; drop table stores; --",
  '%00',
  '../../etc/passwd',
  '{{7*7}}',
  'ŉ⑴½',
  'x'.repeat(10_000),
  0,
  -0,
  -1,
  1.5,
  '2',
  1e9,
  2 ** 31,
  2 ** 53,
  -(2 ** 63),
  1e308,
  null,
  true,
  [],
  {},
  [[]],
  { length: 3 },
  nested(25),
  nested(15),
)

/** The same value with one thing wrong in it, somewhere. */
export const mutate = (value: fc.Arbitrary<Json>): fc.Arbitrary<Json> =>
  fc
    .tuple(value, fc.nat(), nasty, fc.constantFrom('replace', 'add', 'remove', 'rename'))
    .map(([original, where, wrong, how]) => {
      const copy = structuredClone(original)
      const places = placesIn(copy)
      const place = places[where % Math.max(1, places.length)]
      if (!place) return wrong
      const [holder, key] = place
      if (how === 'remove') Reflect.deleteProperty(holder, key)
      else if (how === 'replace') Reflect.set(holder, key, wrong)
      else if (how === 'rename') {
        Reflect.set(holder, `${String(key)}\u0301`, Reflect.get(holder, key))
        Reflect.deleteProperty(holder, key)
      } else {
        const name = ['__proto__', 'constructor', 'storeId', 'store_id', 'price', 'status'][where % 6] ?? 'x'
        Object.defineProperty(holder, name, {
          value: wrong,
          enumerable: true,
          configurable: true,
          writable: true,
        })
      }
      return copy
    })

function placesIn(value: Json): [object, string | number][] {
  if (typeof value !== 'object' || value === null) return []
  return Object.keys(value).flatMap((key): [object, string | number][] => [
    [value, key],
    ...placesIn(Reflect.get(value, key)),
  ])
}
