import { createDecipheriv, createECDH, createPublicKey, hkdfSync, randomBytes, verify } from 'node:crypto'
import { pushMessageSchema, type BrowserSubscription, type PushMessage } from '../../shared/push.ts'

/** A browser that has subscribed at `endpoint`, and reads what arrives there as RFC 8291 says. */
export function testBrowser(endpoint: string) {
  const pair = createECDH('prime256v1')
  const own = pair.generateKeys()
  const auth = randomBytes(16)
  const subscription: BrowserSubscription = {
    endpoint,
    keys: { p256dh: own.toString('base64url'), auth: auth.toString('base64url') },
  }
  const read = (body: Buffer): PushMessage => {
    const [salt, idLength] = [body.subarray(0, 16), body.readUInt8(20)]
    const sender = body.subarray(21, 21 + idLength)
    const expand = (key: Uint8Array, salt: Uint8Array, info: Uint8Array, length: number) =>
      Buffer.from(hkdfSync('sha256', key, salt, info, length))
    const about = Buffer.concat([Buffer.from('WebPush: info\0'), own, sender])
    const secret = expand(pair.computeSecret(sender), auth, about, 32)
    const key = expand(secret, salt, Buffer.from('Content-Encoding: aes128gcm\0'), 16)
    const nonce = expand(secret, salt, Buffer.from('Content-Encoding: nonce\0'), 12)
    const decipher = createDecipheriv('aes-128-gcm', key, nonce).setAuthTag(body.subarray(-16))
    const padded = Buffer.concat([decipher.update(body.subarray(21 + idLength, -16)), decipher.final()])
    return pushMessageSchema.parse(JSON.parse(padded.subarray(0, padded.lastIndexOf(2)).toString()))
  }
  return { subscription, read }
}

/** The claims of an `Authorization: vapid t=…, k=…`, where `k` has signed them; RFC 8292. */
export function readVapid(header: string): { key: string; claims: unknown } {
  const [, token = '', key = ''] = /^vapid t=([^,]+), k=(\S+)$/.exec(header) ?? []
  const [head = '', claims = '', signature = ''] = token.split('.')
  const point = Buffer.from(key, 'base64url')
  const publicKey = createPublicKey({
    format: 'jwk',
    key: {
      kty: 'EC',
      crv: 'P-256',
      x: point.subarray(1, 33).toString('base64url'),
      y: point.subarray(33).toString('base64url'),
    },
  })
  const isSigned = verify(
    'sha256',
    Buffer.from(`${head}.${claims}`),
    { key: publicKey, dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  )
  if (!isSigned) throw new Error('the token is not signed by its key')
  return { key, claims: JSON.parse(Buffer.from(claims, 'base64url').toString()) }
}
