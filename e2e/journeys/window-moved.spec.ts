import pg from 'pg'
import { findRunningPostgres } from '../../server/platform/postgres.ts'
import { expect, test } from '../support/fixtures.ts'

const STORE = 'luxurywatch'

/** Gives a product of the store another slug, as a merchant who renames it does; answers its name. */
async function rename(from: string, to: string): Promise<string> {
  const host = (await findRunningPostgres(process.env['SHOP_DATA_DIR'] ?? '')) ?? ''
  const client = new pg.Client({ host, user: 'postgres', database: 'vidriera' })
  await client.connect()
  const { rows } = await client.query<{ name: string }>(
    `update products set slug = $3 where slug = $2 and store_id = (select id from stores where slug = $1) returning name`,
    [STORE, from, to],
  )
  await client.end()
  return rows[0]?.name ?? ''
}

test('PAG8 a link of before leads to the present address, from outside and from an open window', async ({
  page,
  request,
}) => {
  const answer = await request.get(`/api/stores/${STORE}/products?limit=1`)
  const { items } = (await answer.json()) as { items: { slug: string }[] }
  const before = items[0]?.slug ?? ''
  const after = `${before}-de-hoy`
  await page.goto(`/s/${STORE}/`)
  await page.waitForLoadState('networkidle')
  await page.evaluate(() => Object.assign(window, { isSameDocument: true }))
  const name = await rename(before, after)
  try {
    await page.locator(`main a[href$="/p/${before}"]`).first().click()
    await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
    await expect(page).toHaveURL(new RegExp(`/p/${after}$`))
    expect(await page.evaluate(() => 'isSameDocument' in window)).toBe(true)
    await page.goBack()
    await expect(page).toHaveURL(new RegExp(`/s/${STORE}/$`))
    await page.goForward()
    await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()

    const moved = await request.get(`/s/${STORE}/p/${before}?sort=name`, { maxRedirects: 0 })
    expect([moved.status(), moved.headers()['location']]).toEqual([301, `/s/${STORE}/p/${after}?sort=name`])
  } finally {
    await rename(after, before)
  }
})
