/** Every page and state, in the looks, languages and sizes it may be met in: pairwise, all of them where there is time. */
import type { Page } from '@playwright/test'
import { loadWords, rooms, wordsOf, type Words } from '../../client/platform/words/rooms.ts'
import { demoThemes } from '../../server/demo/themes.ts'
import { languages, type Language } from '../../shared/language.ts'
import { defaultTheme, themeColours } from '../../shared/theme.ts'
import { expectAccessible } from '../support/accessible.ts'
import { expect, test as base } from '../support/fixtures.ts'
import { everyCell, pairwise } from '../support/pairs.ts'
import { ownersApi } from './merchant-steps.ts'
import { createSubjects, states } from './window-states.ts'
import { expectNoSideways } from './window-steps.ts'

for (const language of languages) for (const room of rooms) await loadWords(language, room)

const wordsIn = (language: Language) =>
  Object.fromEntries(rooms.map((room) => [room, wordsOf(language, room)])) as Words

/** One set of subjects for all that a worker looks at. */
const test = base.extend<object, { subjects: ReturnType<typeof createSubjects> }>({
  subjects: [
    async ({}, use) => {
      const owner = { email: 'duena@vidriera.test', password: 'una-clave-para-probar' }
      const api = await ownersApi(process.env['SHOP_URL'] ?? 'http://localhost:3000', owner)
      await use(createSubjects(api))
      await api.dispose()
    },
    { scope: 'worker' },
  ],
})

const stores = Object.keys(demoThemes)
const heights = { 320: 640, 390: 844, 1280: 860 }
const locales = { es: 'es-AR', en: 'en-GB', pt: 'pt-BR' }

const dimensions = {
  state: Object.keys(states),
  store: stores,
  language: languages,
  width: [320, 390, 1280],
  colorScheme: ['light', 'dark'],
  reducedMotion: ['no-preference', 'reduce'],
} as const
const cells = process.env['SOAK'] === '1' ? everyCell(dimensions) : pairwise(dimensions)

/** Every text that stands in a dictionary as it is, whatever room it is of. */
const textsOf = (value: unknown): string[] =>
  typeof value === 'string'
    ? [value]
    : typeof value === 'object' && value !== null
      ? Object.values(value).flatMap(textsOf)
      : []
const ownTexts = Object.fromEntries(languages.map((one) => [one, new Set(textsOf(wordsIn(one)))]))
const foreignTo = (language: Language) =>
  new Set(
    languages.flatMap((other) =>
      [...(ownTexts[other] ?? [])].filter((text) => !ownTexts[language]?.has(text)),
    ),
  )

/** All that is read on the page, or read aloud. */
const read = (page: Page) =>
  page.evaluate(() => {
    const texts: string[] = []
    const walker = document.createTreeWalker(document.body)
    while (walker.nextNode()) {
      const { currentNode: node } = walker
      if (node instanceof Text && !node.parentElement?.closest('script, style')) texts.push(node.data)
      if (node instanceof Element)
        for (const name of ['aria-label', 'alt', 'placeholder', 'title'])
          texts.push(node.getAttribute(name) ?? '')
    }
    return texts.map((text) => text.trim()).filter((text) => text !== '')
  })

/** What comes in gently is measured once it stands. */
const settle = (page: Page) =>
  page.evaluate(async () => {
    await document.fonts.ready
    const ending = document.getAnimations().filter(
      ({ effect, timeline, playState }) =>
        // others go with the finger, or never end
        playState === 'running' &&
        timeline instanceof DocumentTimeline &&
        effect?.getComputedTiming().endTime !== Infinity,
    )
    await Promise.allSettled(ending.map(({ finished }) => finished))
  })

// as many at once as there are workers: it is the longest file, and its cells know nothing of each other
test.describe.configure({ mode: 'parallel' })

for (const cell of cells) {
  const { state: name, store, language, width, colorScheme, reducedMotion } = cell
  const state = states[name]
  if (!state) throw new Error(`no state ${name}`)

  test.describe(() => {
    test.use({
      locale: locales[language],
      viewport: { width, height: heights[width] },
      colorScheme,
      contextOptions: { reducedMotion },
    })

    test(`${name}: ${store}, ${language}, ${width} px, ${colorScheme}, motion ${reducedMotion}`, async ({
      page,
      subjects,
    }) => {
      const turn = stores.indexOf(store) + languages.indexOf(language)
      const place = { page, store, words: wordsIn(language), subjects, turn }
      const answer = await state.open(place)
      expect(answer?.status()).toBe(state.status ?? 200)
      await expect(state.seen(place)).toBeVisible()
      await settle(page)

      const worn = (!state.isOfNone && demoThemes[store]) || defaultTheme
      await expect(page.locator('html')).toHaveAttribute('lang', new RegExp(`^${language}(?:-|$)`))
      await expect(page.locator('html')).toHaveAttribute('data-typeface', worn.typeface)
      await expect(page.locator('html')).toHaveCSS(
        'background-color',
        rgb(themeColours(worn, colorScheme).surface),
      )
      await expectNoSideways(page)
      const own = await subjects.ownWords(store, language)
      const foreign = foreignTo(language)
      expect((await read(page)).filter((text) => foreign.has(text) && !own.includes(`"${text}"`))).toEqual([])
      await expectAccessible(page, { hasTargets: true, isAway: state.isAway ?? false })
    })
  })
}

const rgb = (hex: string) =>
  `rgb(${[1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)).join(', ')})`
