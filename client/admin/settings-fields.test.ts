import { expect, it } from 'vitest'
import { defaultSettings, storeSettingsSchema } from '../../shared/store.ts'
import { readFields, shownFields } from './settings-fields.ts'
import { words } from './words.ts'

it('what is shown is read back as it was', () => {
  for (const settings of [
    defaultSettings,
    { ...defaultSettings, countsVisits: false },
    { ...defaultSettings, holdMinutes: 90, firstHoldMinutes: 15, whatsappTemplate: 'Hola {lines}' },
  ]) {
    expect(readFields(shownFields(settings))).toEqual(settings)
  }
})

it('numbers that are none are not sent', () => {
  for (const wrong of ['', '0', '-1', 'dos', '1e3']) {
    expect(readFields({ ...shownFields(defaultSettings), holdHours: wrong }), wrong).toBeUndefined()
    expect(readFields({ ...shownFields(defaultSettings), maxUnitsPerStockItem: wrong })).toBeUndefined()
  }
})

it('the hint beside the message names everything it may stand for', () => {
  const named = (text: string) => text.match(/\{\w+\}/g)
  const known = storeSettingsSchema.shape.whatsappTemplate.description ?? ''
  expect(named(words.settings.holds.templateHint)).toEqual(named(known))
})
