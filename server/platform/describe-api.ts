import type { Hono } from 'hono'
import { generateSpecs } from 'hono-openapi'
import { z } from 'zod'
import { deviceIdSchema, idempotencyKeySchema } from '../../shared/checkout.ts'
import type { ProblemCode } from '../../shared/problem.ts'
import { slugSchema } from '../../shared/text.ts'
import { statusOf } from './problem.ts'

type Json = Record<string, unknown>
type Content = Record<string, { schema: unknown }>
type Parameter = { in: string; name: string; required?: boolean; schema: unknown; description?: string }
type Operation = {
  operationId: string
  'x-access'?: string
  parameters?: Parameter[]
  requestBody?: { content: Content; required?: boolean }
  responses: Record<string, { description: string; content?: Content }>
}
type Paths = Record<string, Record<string, Operation>>

/** Anything whose routes can be described. */
export type Described = Pick<Hono, 'routes'>

const BY_STORE = '/api/stores/{store}'
const description = `Every path under \`${BY_STORE}\` exists a second time under \`/api\`, there for the store that the
host of the request belongs to (else the default store): \`${BY_STORE}/products\` is also \`/api/products\`.
Bodies are JSON of at most 256 KB; unknown keys are refused. Money is an integer of minor units with its currency.
Errors are \`application/problem+json\` with a stable \`code\`. Unsafe requests with a foreign \`Origin\` are refused.
\`x-access\` says who may: \`public\` anybody, \`holder\` whoever knows the code, else the least role.`

const ofJsonBodies: ProblemCode[] = [
  'malformed-json',
  'invalid-text',
  'body-too-large',
  'unsupported-media-type',
]

const json = (schema: z.ZodType): Json => z.toJSONSchema(schema, { io: 'input' })

/** Headers that a route reads by itself. */
const headers: Record<string, Parameter[]> = {
  makeCheckout: [
    {
      in: 'header',
      name: 'Idempotency-Key',
      required: true,
      schema: bare(json(idempotencyKeySchema)),
      description:
        'chosen by the client, one per intent to buy; the same key and body again get the same answer',
    },
    {
      in: 'header',
      name: 'X-Device-Id',
      required: false,
      schema: bare(json(deviceIdSchema)),
      description: 'random id that a browser keeps, for the cap on open holds of one device',
    },
  ],
}

/** The OpenAPI 3.1 document of all routes that `operation()` describes, with names that stay from build to build. */
export async function describeApi(app: Described): Promise<Json> {
  const generated = await generateSpecs(app as never, {
    documentation: { info: { title: 'Vidriera', version: '1', description } },
  })
  // parts of it are the routes' own objects, which another description must find as they were
  const raw = structuredClone(generated)
  const schemas: Json = { ...raw.components?.schemas }
  const paths = withoutHostMount((raw as unknown as { paths: Paths }).paths)
  for (const [path, operations] of Object.entries(paths)) {
    for (const [method, operation] of Object.entries(operations)) finish(operation, { path, method, schemas })
  }
  const document = {
    ...raw,
    servers: [{ url: '/' }],
    paths,
    components: {
      schemas,
      securitySchemes: {
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: 'vidriera-session',
          description: 'over TLS its name is `__Host-vidriera-session`',
        },
        token: { type: 'http', scheme: 'bearer', description: 'an API token of the store' },
      },
    },
  }
  return withNamedParts(document)
}

function withoutHostMount(paths: Paths): Paths {
  const entries = Object.entries(paths).filter(
    ([path]) => path.startsWith(BY_STORE) || !(path.replace(/^\/api/, BY_STORE) in paths),
  )
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)))
}

function finish(operation: Operation, at: { path: string; method: string; schemas: Json }): void {
  const name = operation.operationId.charAt(0).toUpperCase() + operation.operationId.slice(1)
  const known = operation.parameters ?? []
  for (const parameter of known) {
    if (parameter.in === 'path' && parameter.name === 'store') {
      parameter.schema = bare(json(slugSchema))
      parameter.description = 'slug of the store'
    }
  }
  operation.parameters = [...known, ...(headers[operation.operationId] ?? [])]
  if (operation.requestBody) {
    operation.requestBody.required = true
    hoist(operation.requestBody.content, `${name}Request`, at.schemas)
    if ('application/json' in operation.requestBody.content) addProblems(operation, ofJsonBodies)
  }
  if (at.method !== 'get') addProblems(operation, ['foreign-origin'])
  if (at.path.startsWith(BY_STORE) && /^(?:public|holder)$/.test(operation['x-access'] ?? ''))
    addProblems(operation, ['store-unavailable'])
  for (const [status, { content }] of Object.entries(operation.responses)) {
    if (content) hoist(content, Number(status) < 300 ? `${name}Answer` : 'Problem', at.schemas)
  }
}

function addProblems(operation: Operation, codes: ProblemCode[]): void {
  for (const code of codes) {
    const there = operation.responses[statusOf(code)]
    if (there?.description.split(', ').includes(code)) continue
    operation.responses[statusOf(code)] = {
      description: there ? `${there.description}, ${code}` : code,
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    }
  }
}

/** Moves a schema among the components, so that clients and generators have a name for it. */
function hoist(content: Content, name: string, schemas: Json): void {
  for (const [type, media] of Object.entries(content)) {
    if (typeof media.schema === 'object' && media.schema !== null && '$ref' in media.schema) continue
    const own = type.startsWith('multipart/') ? `${name}Form` : name
    schemas[own] = media.schema
    media.schema = { $ref: `#/components/schemas/${own}` }
  }
}

/** The generator counts recursive parts (`__schema0`); they are named after the first schema that holds them. */
function withNamedParts(document: Json & { components: { schemas: Json } }): Json {
  const { schemas } = document.components
  let text = JSON.stringify(document)
  for (const part of Object.keys(schemas).filter((name) => name.startsWith('__schema'))) {
    const reference = `"#/components/schemas/${part}"`
    const holders = Object.keys(schemas)
      .filter((name) => !name.startsWith('__schema'))
      .sort()
    const holder = holders.find((name) => JSON.stringify(schemas[name]).includes(reference)) ?? 'Shared'
    const name = `${holder.replace(/(?:Answer|Request)$/, '')}Part${part.slice('__schema'.length)}`
    text = text.replaceAll(reference, `"#/components/schemas/${name}"`).replace(`"${part}":`, `"${name}":`)
  }
  return JSON.parse(text) as Json
}

/** Without the dialect, which belongs to whole documents. */
function bare({ $schema: _dialect, ...schema }: Json): Json {
  return schema
}
