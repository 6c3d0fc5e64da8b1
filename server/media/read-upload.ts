import type { Context } from 'hono'
import { MAX_UPLOAD_BYTES } from '../../shared/media.ts'
import { readBytes } from '../platform/bodies.ts'
import { Refusal } from '../platform/problem.ts'

/** Beside the file itself a form has boundaries and names. */
const FORM_BYTES = 64 * 1024

/** How a picture comes, as OpenAPI says it. */
export const uploadBody = {
  required: true,
  content: {
    'image/*': { schema: { type: 'string', format: 'binary' } },
    'multipart/form-data': {
      schema: {
        type: 'object',
        properties: { file: { type: 'string', format: 'binary' } },
        required: ['file'] as string[],
      },
    },
  },
} as const

/** The picture of a request: the body itself, or the part `file` of a form. What it is, its bytes say, not its type. */
export async function readUpload(c: Context): Promise<Uint8Array> {
  const type = c.req.header('content-type') ?? ''
  if (/^(?:image\/[\w.+-]+|application\/octet-stream)(?:\s*;.*)?$/i.test(type))
    return readBytes(c, MAX_UPLOAD_BYTES)
  if (!/^multipart\/form-data\s*;/i.test(type)) throw new Refusal('unsupported-media-type')
  const bytes = await readBytes(c, MAX_UPLOAD_BYTES + FORM_BYTES)
  const file = await fileIn(bytes, type)
  if (file.size > MAX_UPLOAD_BYTES) throw new Refusal('body-too-large', { limitBytes: MAX_UPLOAD_BYTES })
  return new Uint8Array(await file.arrayBuffer())
}

async function fileIn(bytes: Uint8Array<ArrayBuffer>, type: string): Promise<File> {
  let form: FormData
  try {
    form = await new Response(bytes, { headers: { 'content-type': type } }).formData()
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    throw misfit('is not a form')
  }
  const file = form.get('file')
  if (file === null || typeof file === 'string') throw misfit('has no part "file"')
  return file
}

const misfit = (message: string): Refusal =>
  new Refusal('invalid-request', { issues: [{ in: 'body', path: '', message }] })
