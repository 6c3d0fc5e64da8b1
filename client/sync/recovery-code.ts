/**
 * The id of a selection as one writes it down: seven groups of four letters and digits that are not mistaken for each
 * other. Its last twelve bits check the rest, so that one wrong letter or two exchanged ones are always noticed.
 */

/** Base 32 of Crockford: without I, L, O and U. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const LENGTH = 28
const CHECK_BITS = 12n
/** CRC-12. */
const POLYNOMIAL = 0x180fn

/** `id`: 128 bits, base64url. */
export function recoveryCodeOf(id: string): string {
  const bits = bitsOf(id)
  let left = (bits << CHECK_BITS) | remainder(bits << CHECK_BITS)
  let code = ''
  for (let n = 0; n < LENGTH; n++) {
    code = (LETTERS[Number(left & 31n)] ?? '') + code
    left >>= 5n
  }
  return (code.match(/.{4}/g) ?? []).join('-')
}

/** The id that was written down, however its groups were parted; null where it is none. */
export function readRecoveryCode(text: string): string | null {
  const code = text
    .toUpperCase()
    .replace(/[\s\p{P}]+/gu, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1')
  if (code.length !== LENGTH) return null
  let bits = 0n
  for (const letter of code) {
    const value = LETTERS.indexOf(letter)
    if (value < 0) return null
    bits = (bits << 5n) | BigInt(value)
  }
  return remainder(bits) === 0n ? idOf(bits >> CHECK_BITS) : null
}

function remainder(bits: bigint): bigint {
  let left = bits
  for (let at = 139n; at >= CHECK_BITS; at--) if ((left >> at) & 1n) left ^= POLYNOMIAL << (at - CHECK_BITS)
  return left
}

function bitsOf(id: string): bigint {
  let bits = 0n
  for (const byte of atob(id.replaceAll('-', '+').replaceAll('_', '/')))
    bits = (bits << 8n) | BigInt(byte.charCodeAt(0))
  return bits
}

function idOf(bits: bigint): string {
  const bytes = Array.from({ length: 16 }, (_, n) => Number((bits >> BigInt(8 * (15 - n))) & 255n))
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}
