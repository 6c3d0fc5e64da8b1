import { expect, test } from 'vitest'
import { storeSetSchema } from './store-set.ts'

const set = (given: object) => storeSetSchema.safeParse(given)
const closed = { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] }

test('hours are written as days and spans; days that are not named are closed', () => {
  const week = [{ from: '09:00', to: '13:00' }]
  expect(set({ hours: 'tue-THU 09:00-13:00, sat 10:00-14:00 16:00-24:00' }).data?.hours).toEqual({
    ...closed,
    tue: week,
    wed: week,
    thu: week,
    sat: [
      { from: '10:00', to: '14:00' },
      { from: '16:00', to: '24:00' },
    ],
  })
  for (const odd of [
    'lunes 09:00-13:00',
    'mon',
    'mon-xyz 09:00-10:00',
    'fri-mon 9-13',
    'mon 13:00-09:00',
    'mon-tue-wed 09:00-10:00',
  ])
    expect(set({ hours: odd }).success, odd).toBe(false)
})

test('a look is two colours and a typeface', () => {
  expect(set({ theme: '#F4F0E6 #1f4d3b grotesk' }).data?.theme).toEqual({
    ground: '#f4f0e6',
    accent: '#1f4d3b',
    typeface: 'grotesk',
  })
  for (const odd of ['#f4f0e6', 'red blue grotesk', '#f4f0e6 #1f4d3b comic'])
    expect(set({ theme: odd }).success, odd).toBe(false)
})

test('an empty value clears what may be empty, and nothing else', () => {
  expect(set({ tagline: '', whatsapp: ' ', host: '', hours: '', theme: '' }).data).toEqual({
    tagline: null,
    whatsapp: null,
    host: null,
    hours: null,
    theme: null,
  })
  for (const field of ['name', 'status', 'locale', 'timeZone', 'currency'])
    expect(set({ [field]: '' }).success, field).toBe(false)
  expect(set({ slug: 'otro' }).success).toBe(false)
  expect(set({ name: 'Otra' }).data).toEqual({ name: 'Otra' })
})
