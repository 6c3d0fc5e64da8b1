import { AwsClient } from 'aws4fetch'
import type { S3Settings } from '../config.ts'
import { sha256 } from '../platform/crypto.ts'
import type { MediaStorage } from './storage.ts'

const TIMEOUT_MS = 15_000
const RETRIES = 2

/** Any bucket that speaks S3: AWS, R2, MinIO, Garage, Ceph. Addressed by path, which all of them understand. */
export function createS3Storage({ endpoint, bucket, region, ...keys }: S3Settings): MediaStorage {
  const client = new AwsClient({ ...keys, region, service: 's3', retries: RETRIES })
  const base = `${endpoint.replace(/\/+$/, '')}/${encodeURIComponent(bucket)}/media/`
  const ask = async (method: string, name: string, init: RequestInit = {}): Promise<Response> => {
    const signal = AbortSignal.timeout(TIMEOUT_MS)
    const answer = await client.fetch(base + name, { ...init, method, signal })
    if (answer.ok || answer.status === 404) return answer
    const said = /<Code>([\w.]{1,60})<\/Code>/.exec(await answer.text())?.[1] ?? ''
    throw new Error(`S3 answers ${method} with ${answer.status} ${said}`.trim())
  }
  return {
    put: async (name, bytes, contentType) => {
      const headers = { 'content-type': contentType, 'x-amz-content-sha256': sha256(bytes).toString('hex') }
      const answer = await ask('PUT', name, { body: Uint8Array.from(bytes), headers })
      if (!answer.ok) throw new Error(`S3 has no bucket ${bucket}`)
    },
    get: async (name) => {
      const answer = await ask('GET', name)
      if (answer.ok) return Buffer.from(await answer.arrayBuffer())
      // a missing bucket is a mistake of whoever runs this, not a missing picture
      if ((await answer.text()).includes('NoSuchBucket')) throw new Error(`S3 has no bucket ${bucket}`)
      return undefined
    },
    remove: async (name) => void (await ask('DELETE', name)),
  }
}
