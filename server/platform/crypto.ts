import { createHash, createHmac, createSecretKey, hkdfSync, type KeyObject } from 'node:crypto'
import { v7 } from 'uuid'

/** A new time-ordered id (UUIDv7). */
export const newId = (): string => v7()

export const sha256 = (input: string | Uint8Array): Buffer => createHash('sha256').update(input).digest()

/** Keys for separate purposes out of the one SECRET_KEY, so that none can stand in for another. */
export type Keys = {
  /** As key objects: from bytes, Node makes one for every use. */
  checkoutCode: KeyObject
  address: KeyObject
  auth: string
  appPassword: string
  systemPassword: string
}

export function deriveKeys(secretKey: string): Keys {
  const derive = (purpose: string): Buffer =>
    Buffer.from(hkdfSync('sha256', secretKey, 'vidriera', purpose, 32))
  return {
    checkoutCode: createSecretKey(derive('checkout-code')),
    address: createSecretKey(derive('address')),
    auth: derive('auth').toString('base64url'),
    appPassword: derive('role-app').toString('base64url'),
    systemPassword: derive('role-system').toString('base64url'),
  }
}

/** The capability of a checkout, 128 bits: shown again from its id, found again by its stored hash. */
export function checkoutCode(keys: Keys, checkoutId: string): { code: string; hash: Buffer } {
  const code = createHmac('sha256', keys.checkoutCode)
    .update(checkoutId)
    .digest()
    .subarray(0, 16)
    .toString('base64url')
  return { code, hash: sha256(code) }
}

/** Stands for a client's address without keeping it. */
export const addressHash = (keys: Keys, address: string): Buffer =>
  createHmac('sha256', keys.address).update(address).digest().subarray(0, 16)
