import { expect, test } from 'vitest'
import { settingsChangeSchema, storeSettingsSchema } from '../../shared/store.ts'

const issuesOf = (whatsappTemplate: string | null) =>
  settingsChangeSchema
    .safeParse({ whatsappTemplate })
    .error?.issues.map(({ path, message }) => [path, message])

test('a template with an unknown placeholder is refused by its name', () => {
  expect(issuesOf('{store} {greeting} {lines} {total} {link} {reference} {until} :-}')).toBeUndefined()
  expect(issuesOf(null)).toBeUndefined()
  expect(issuesOf('{lines} {Total} {nombre}')).toEqual([
    [['whatsappTemplate'], 'unknown placeholder {Total}'],
    [['whatsappTemplate'], 'unknown placeholder {nombre}'],
  ])
})

test('a change may leave everything out, and what was stored before goes on being read', () => {
  expect(settingsChangeSchema.parse({})).toEqual({})
  expect(storeSettingsSchema.shape.whatsappTemplate.parse('{nombre}')).toBe('{nombre}')
})
