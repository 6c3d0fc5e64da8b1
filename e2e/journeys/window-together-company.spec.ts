/** Choosing at the same time: who is there, whose line it is, and what others do to it. */
import type { Locator, Page } from '@playwright/test'
import { expectAccessible } from '../support/accessible.ts'
import { expect, test } from '../support/fixtures.ts'
import { makeLink, onAnotherPhone, quantity, saved } from './together-steps.ts'
import { buyable, choose, expectNoSideways } from './window-steps.ts'

const here = (page: Page) => page.getByRole('list', { name: 'Quiénes están acá' })
const line = (page: Page, name: string) => page.locator('.line').filter({ hasText: name })
const said = (page: Page) => page.locator('.counter > [role=status]').first()

async function callOneself(page: Page, name: string): Promise<void> {
  await page.getByLabel(/^Tu nombre/).fill(name)
}

/** Stays for as long as the attribute is watched, however short it was there. */
async function seenGlowing(place: Locator): Promise<() => Promise<string[]>> {
  await place.evaluate((element) => {
    const seen: string[] = []
    const look = () => {
      if (element.getAttribute('data-touched') === 'true') seen.push(element.getAttribute('data-hand') ?? '')
    }
    new MutationObserver(look).observe(element, { attributes: true })
    Object.assign(element, { seen })
  })
  return () => place.evaluate((element) => (element as unknown as { seen: string[] }).seen)
}

test('two who choose together see each other by name, whose each line is, and that the other has left', async ({
  page,
  request,
  store,
  browser,
}) => {
  const [one, two] = await buyable(request, store)
  await choose(page, store, one)
  await page.goto(`/s/${store}/selection`)
  await callOneself(page, 'Ana')
  const address = await makeLink(page, 'Elegir juntos')
  await page.keyboard.press('Escape')
  await expect(here(page)).toBeHidden()

  const guest = await onAnotherPhone(browser, address)
  await expect(here(guest).getByText('Ana')).toBeAttached()
  await expect(said(guest)).toHaveText('Ana está acá.')
  await expect(here(page).getByText('Visita 2')).toBeAttached()
  await guest.getByRole('button', { name: 'Decí tu nombre' }).click()
  await expect(guest.getByLabel(/^Tu nombre/)).toBeFocused()
  await guest.keyboard.type('Beto')
  await expect(here(page).getByText('Beto')).toBeAttached()
  await expect(said(page)).toContainText('Beto está acá.')
  await expect(guest.getByRole('button', { name: 'Decí tu nombre' })).toBeHidden()

  await expect(line(guest, one.name)).toContainText('Lo agregó Ana')
  await choose(guest, store, two)
  await guest.goto(`/s/${store}/selection`)
  await expect(line(guest, two.name)).toBeVisible()
  await expect(line(guest, two.name)).not.toContainText('agregó')
  await expect(line(page, two.name)).toContainText('Lo agregó Beto')
  await expect(line(page, one.name)).not.toContainText('agregó')

  await guest.context().close()
  await expect(here(page)).toBeHidden()
  await expect(said(page)).toHaveText('Beto se fue.')
  // whose line it is is known without them, and without a connection
  await page.reload()
  await page.context().setOffline(true)
  await expect(line(page, two.name)).toContainText('Lo agregó Beto')
  await page.context().setOffline(false)
})

test('a line that somebody else changes glows in the colour of their hand, and own taps do not', async ({
  page,
  request,
  store,
  browser,
}) => {
  const [one] = await buyable(request, store)
  await choose(page, store, one)
  await page.goto(`/s/${store}/selection`)
  const address = await makeLink(page, 'Elegir juntos')
  await page.keyboard.press('Escape')
  const guest = await onAnotherPhone(browser, address)
  await expect(quantity(guest, one.name)).toHaveValue('1')
  const colour = await here(page).getByRole('listitem').first().getAttribute('data-hand')
  const glowHere = await seenGlowing(line(page, one.name))
  const glowThere = await seenGlowing(line(guest, one.name))
  await guest.getByRole('button', { name: 'Uno más' }).click()
  await expect(quantity(page, one.name)).toHaveValue('2')
  await expect.poll(glowHere).toContain(colour)
  await expect(line(page, one.name)).toHaveAttribute('data-touched', 'false')
  expect(await glowThere()).toEqual([])
  await guest.context().close()
})

test('a line that somebody else takes out closes its place, though not while something is pressed', async ({
  page,
  request,
  store,
  browser,
}) => {
  const [one, two] = await buyable(request, store)
  for (const item of [one, two]) await choose(page, store, item)
  await page.goto(`/s/${store}/selection`)
  const address = await makeLink(page, 'Elegir juntos')
  await page.keyboard.press('Escape')
  const guest = await onAnotherPhone(browser, address)
  await expect(quantity(guest, two.name)).toHaveValue('1')
  await expect(here(page)).toBeVisible()

  const more = line(page, two.name).getByRole('button', { name: 'Uno más' })
  await more.scrollIntoViewIfNeeded()
  await more.hover()
  const before = await more.boundingBox()
  await page.mouse.down()
  await guest.getByRole('button', { name: `Sacar ${one.name}` }).click()
  await expect(line(guest, one.name)).toHaveCount(0)
  await expect(quantity(page, two.name)).not.toHaveValue('1')
  expect(await more.boundingBox()).toEqual(before)
  await page.mouse.up()
  await expect(line(page, one.name)).toHaveCount(0)
  await expect(line(page, two.name)).toBeVisible()
  await guest.context().close()
})

test('who only looks is there without a name, and sees who chooses', async ({
  page,
  request,
  store,
  browser,
}) => {
  const [one] = await buyable(request, store)
  await choose(page, store, one)
  await page.goto(`/s/${store}/selection`)
  await callOneself(page, 'Ana')
  const address = await makeLink(page, 'Solo mirar')
  await page.keyboard.press('Escape')
  const guest = await onAnotherPhone(browser, address.replace(/#.*/, ''))
  await guest.evaluate(() => localStorage.setItem('vidriera:name', 'Carla'))
  await guest.goto(address)
  await guest.reload()
  await expect(here(guest).getByText('Ana')).toBeAttached()
  await expect(here(page).getByText('Visita 2, mirando')).toBeAttached()
  await expect(page.getByText('Carla')).toHaveCount(0)
  await guest.context().close()
})

test('what one of two wants to say with it stands with both, and the last word counts', async ({
  page,
  request,
  store,
  browser,
}) => {
  const [one] = await buyable(request, store)
  await choose(page, store, one)
  await page.goto(`/s/${store}/selection`)
  const address = await makeLink(page, 'Elegir juntos')
  await page.keyboard.press('Escape')
  const guest = await onAnotherPhone(browser, address)
  const note = (on: Page) => on.getByLabel(/^Algo que quieras decir/)
  await note(page).fill('Para el sábado')
  await expect(note(guest)).toHaveValue('Para el sábado')
  await note(guest).fill('Para el domingo')
  await note(page).blur()
  await expect(note(page)).toHaveValue('Para el domingo')
  await guest.context().close()
  await page.reload()
  await expect(note(page)).toHaveValue('Para el domingo')
})

for (const width of [320, 390, 1280])
  test(`two who choose together, held against axe at ${width} px`, async ({
    page,
    request,
    store,
    browser,
  }) => {
    await page.setViewportSize({ width, height: 800 })
    await page.emulateMedia({ reducedMotion: 'reduce' })
    const [one, two] = await buyable(request, store)
    await choose(page, store, one)
    await page.goto(`/s/${store}/selection`)
    const address = await makeLink(page, 'Elegir juntos')
    await page.keyboard.press('Escape')
    const guest = await onAnotherPhone(browser, address)
    await callOneself(guest, 'Beto')
    await choose(guest, store, two)
    await guest.goto(`/s/${store}/selection`)
    await expect(guest.locator('.kept-where')).toHaveText(saved)
    await expect(line(page, two.name)).toContainText('Lo agregó Beto')
    await expect(here(page)).toBeVisible()
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      await expectAccessible(page, { hasTargets: true })
      await expectNoSideways(page)
    }
    await guest.context().close()
  })
