import { z } from 'zod'
import { roles } from '../shared/accounts.ts'

/** JSON Schema as far as the generators here read it. */
export type Schema = {
  $ref?: string
  type?: string | string[]
  const?: unknown
  enum?: unknown[]
  anyOf?: Schema[]
  oneOf?: Schema[]
  allOf?: Schema[]
  format?: string
  pattern?: string
  minLength?: number
  maxLength?: number
  minimum?: number
  maximum?: number
  items?: Schema
  minItems?: number
  maxItems?: number
  properties?: Record<string, Schema>
  required?: string[]
  additionalProperties?: Schema | boolean
  propertyNames?: Schema
}

const schemaSchema = z.custom<Schema>((value) => typeof value === 'object' && value !== null)
const contentSchema = z.record(z.string(), z.looseObject({ schema: schemaSchema.optional() }))
const operationSchema = z.looseObject({
  operationId: z.string(),
  'x-access': z.enum(['public', 'holder', ...roles]),
  parameters: z
    .array(
      z.looseObject({
        in: z.string(),
        name: z.string(),
        required: z.boolean().optional(),
        schema: schemaSchema,
      }),
    )
    .default([]),
  requestBody: z.looseObject({ content: contentSchema }).optional(),
  responses: z.record(
    z.string(),
    z.looseObject({ description: z.string(), content: contentSchema.optional() }),
  ),
})
const documentSchema = z.looseObject({
  paths: z.record(z.string(), z.record(z.string(), z.unknown())),
  components: z.looseObject({ schemas: z.record(z.string(), schemaSchema) }),
})
export type OpenApi = z.infer<typeof documentSchema>
export type Described = z.infer<typeof operationSchema> & { method: string; path: string }

const STORE = '/api/stores/{store}'

/** Every operation of the description; one that does not say who may is an error that names it. */
export function operationsOf(json: unknown): { document: OpenApi; operations: Described[] } {
  const document = documentSchema.parse(json)
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => {
      const parsed = operationSchema.safeParse(operation)
      if (!parsed.success) throw new Error(`${method} ${path}: ${z.prettifyError(parsed.error)}`)
      return { ...parsed.data, method: method.toUpperCase(), path }
    }),
  )
  return { document, operations }
}

export const isOfStore = ({ path }: Described): boolean => path.startsWith(STORE)

/** The path with its parameters filled in, each encoded. */
export const fill = (path: string, values: Record<string, string>): string =>
  path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(values[name] ?? name))
