import {
  createCipheriv,
  createDecipheriv,
  createECDH,
  createHash,
  createHmac,
  createSecretKey,
  hkdfSync,
  randomBytes,
  type KeyObject,
} from 'node:crypto'
import { v7 } from 'uuid'

/** A new time-ordered id (UUIDv7). */
export const newId = (): string => v7()

export const sha256 = (input: string | Uint8Array): Buffer => createHash('sha256').update(input).digest()

/** Keys for separate purposes out of the one SECRET_KEY, so that none can stand in for another. */
export type Keys = {
  /** As key objects: from bytes, Node makes one for every use. */
  checkoutCode: KeyObject
  selectionLink: KeyObject
  address: KeyObject
  auth: string
  appPassword: string
  systemPassword: string
  /** Encrypts where browsers take messages. */
  subscription: KeyObject
  /** Names this installation to push services; a pair of P-256, base64url. */
  push: { publicKey: string; privateKey: string }
}

export function deriveKeys(secretKey: string): Keys {
  const derive = (purpose: string): Buffer =>
    Buffer.from(hkdfSync('sha256', secretKey, 'vidriera', purpose, 32))
  return {
    checkoutCode: createSecretKey(derive('checkout-code')),
    selectionLink: createSecretKey(derive('selection-link')),
    address: createSecretKey(derive('address')),
    auth: derive('auth').toString('base64url'),
    appPassword: derive('role-app').toString('base64url'),
    systemPassword: derive('role-system').toString('base64url'),
    subscription: createSecretKey(derive('push-subscription')),
    push: pairFrom(derive('push')),
  }
}

/** All but one in 2³² numbers of 32 bytes are a private key of P-256; that one fails here, at the start. */
function pairFrom(privateKey: Buffer): Keys['push'] {
  const pair = createECDH('prime256v1')
  pair.setPrivateKey(privateKey)
  return { publicKey: pair.getPublicKey('base64url'), privateKey: privateKey.toString('base64url') }
}

/** Encrypted and bound to `context`: elsewhere it does not open. */
export function seal(key: KeyObject, text: string, context: string): Buffer {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(context))
  return Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()])
}

/** The text of `seal`; throws where the key or the context is another. */
export function unseal(key: KeyObject, sealed: Buffer, context: string): string {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12), { authTagLength: 16 })
    .setAAD(Buffer.from(context))
    .setAuthTag(sealed.subarray(-16))
  return Buffer.concat([decipher.update(sealed.subarray(12, -16)), decipher.final()]).toString('utf8')
}

/** The capability of a checkout, 128 bits: shown again from its id, found again by its stored hash. */
export function checkoutCode(keys: Keys, checkoutId: string): { code: string; hash: Buffer } {
  const code = capability(keys.checkoutCode, checkoutId)
  return { code, hash: sha256(code) }
}

/** The capability of a link into a selection, 128 bits: shown again from the link's id, found again by its stored hash. */
export const linkToken = (keys: Keys, linkId: string): string => capability(keys.selectionLink, linkId)

const capability = (key: KeyObject, id: string): string =>
  createHmac('sha256', key).update(id).digest().subarray(0, 16).toString('base64url')

/** Stands for where a browser takes messages. */
export const endpointHash = (keys: Keys, endpoint: string): Buffer =>
  createHmac('sha256', keys.address).update(`push ${endpoint}`).digest().subarray(0, 16)

/** Stands for a client's address without keeping it. */
export const addressHash = (keys: Keys, address: string): Buffer =>
  createHmac('sha256', keys.address).update(address).digest().subarray(0, 16)
