import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readRecoveryCode, recoveryCodeOf } from './recovery-code.ts'

const id = fc.uint8Array({ minLength: 16, maxLength: 16 }).map((bytes) =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', ''),
)
const LETTERS = [...'0123456789ABCDEFGHJKMNPQRSTVWXYZ']

test('a code goes there and back, in seven groups of four', () => {
  fc.assert(
    fc.property(id, (one) => {
      const code = recoveryCodeOf(one)
      expect(code).toMatch(/^(?:[0-9A-HJKMNP-TV-Z]{4}-){6}[0-9A-HJKMNP-TV-Z]{4}$/)
      expect(readRecoveryCode(code)).toBe(one)
    }),
  )
})

test('it is read as a hand writes it: small, parted otherwise, O for 0, I and L for 1', () => {
  fc.assert(
    fc.property(id, (one) => {
      const code = recoveryCodeOf(one)
      const written = code.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l')
      expect(readRecoveryCode(` ${written}\n`)).toBe(one)
      expect(readRecoveryCode(code.replaceAll('-', '').replaceAll('1', 'I'))).toBe(one)
    }),
  )
})

test('one wrong letter is noticed, and two exchanged ones', () => {
  const place = fc.nat({ max: 27 })
  fc.assert(
    fc.property(id, place, fc.constantFrom(...LETTERS), (one, at, letter) => {
      const code = [...recoveryCodeOf(one).replaceAll('-', '')]
      fc.pre(code[at] !== letter)
      expect(readRecoveryCode(code.with(at, letter).join(''))).toBeNull()
      const next = (at + 1) % 28
      fc.pre(next > 0 && code[at] !== code[next])
      expect(
        readRecoveryCode(
          code
            .with(at, code[next] ?? '')
            .with(next, code[at] ?? '')
            .join(''),
        ),
      ).toBeNull()
    }),
    { numRuns: 1_000 },
  )
})

test('what is no code is none', () => {
  for (const text of ['', 'hola', '0'.repeat(27), '0'.repeat(29), 'U'.repeat(28), 'ñ'.repeat(28)])
    expect(readRecoveryCode(text)).toBeNull()
})
