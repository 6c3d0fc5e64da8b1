import fs from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import type { DemoProduct, DemoStore, DemoTexts } from './demo-store.ts'
import { demoStores } from './demo-stores.ts'

const products = demoStores.flatMap((store) => store.products.map((product) => ({ store, product })))
const pathOf = (store: DemoStore, file: string): string =>
  fileURLToPath(new URL(`pictures/${store.slug}/${file}`, import.meta.url))

/** Every text that somebody may read, with where it stands. */
function* texts(store: DemoStore): Generator<[where: string, text: string]> {
  yield ['tagline', store.tagline]
  for (const { slug, name, description = '' } of store.categories) yield [slug, `${name}. ${description}`]
  for (const { slug, shortDescription, descriptionHtml, pictures, name } of store.products)
    yield [slug, [name, shortDescription, descriptionHtml, ...pictures.map(({ alt }) => alt)].join('\n')]
  for (const [language, said] of Object.entries(store.translations ?? {}))
    for (const [slug, product] of Object.entries(said.products))
      yield [`${language}/${slug}`, Object.values(product).flat().join('\n')]
}

const sentences = (text: string): string[] =>
  text
    // what a list says is a measure, and two things may measure the same
    .replace(/<li>.*?<\/li>/g, '\n')
    .replace(/<[^>]*>/g, '\n')
    .split(/[.:;\n]/)
    .map((sentence) => sentence.trim().toLowerCase())
    .filter((sentence) => sentence.split(' ').length > 4)

describe('DEM2 what the demo says is complete', () => {
  test('four stores, sixty products and two currencies', () => {
    expect(demoStores).toHaveLength(4)
    expect(products.length).toBeGreaterThanOrEqual(60)
    expect(new Set(demoStores.map(({ currency }) => currency)).size).toBe(2)
    const skus = products.flatMap(({ product }) => product.variants.map(({ sku }) => sku))
    expect(new Set(skus).size).toBe(skus.length)
  })

  test('every product has pictures of its own that exist, are light and are described', () => {
    for (const { store, product } of products) {
      expect(product.pictures.length, product.slug).toBeGreaterThan(0)
      for (const { file, alt } of product.pictures) {
        expect(fs.statSync(pathOf(store, file)).size, file).toBeLessThanOrEqual(120_000)
        expect(alt.length, file).toBeGreaterThan(20)
      }
      const files = product.pictures.map(({ file }) => file)
      for (const { picture } of product.variants) expect([undefined, ...files]).toContain(picture)
    }
    const detailed = (slug: string) =>
      products.filter(({ store, product }) => store.slug === slug && product.pictures.length > 1).length
    expect(detailed('luxurywatch')).toBeGreaterThanOrEqual(6)
    expect(detailed('monpatisserie')).toBeGreaterThanOrEqual(6)
  })

  test('every category has a picture of something that lies in it or below it', () => {
    for (const { categories, products } of demoStores)
      for (const { slug, picture } of categories) {
        const branch = categories.filter((one) => one.slug === slug || one.parent === slug)
        const inIt = products.filter(({ category }) => branch.some((one) => one.slug === category))
        expect(
          inIt.flatMap(({ pictures }) => pictures.map(({ file }) => file)),
          slug,
        ).toContain(picture)
      }
  })

  test('every colour of a garment has a picture of its own', () => {
    const garments = products.filter(({ store }) => store.slug === 'lizimportados')
    for (const { product } of garments) {
      const [only, ...others] = product.pictures.map(({ file }) => file)
      const shown = new Map<string, Set<string | undefined>>()
      for (const { options, picture } of product.variants) {
        const color = options['Color'] ?? ''
        shown.set(color, (shown.get(color) ?? new Set()).add(others.length === 0 ? only : picture))
      }
      const files = [...shown.values()].flatMap((ofColor) => [...ofColor])
      expect(files, product.slug).toHaveLength(shown.size)
      expect(new Set(files).size, product.slug).toBe(shown.size)
      expect(files, product.slug).not.toContain(undefined)
    }
    expect(garments.some(({ product }) => product.variants.some(({ picture }) => picture))).toBe(true)
  })

  test('no filler, no exclamation, no sentence twice', () => {
    for (const store of demoStores) {
      const seen = new Map<string, string>()
      for (const [where, text] of texts(store)) {
        expect(text, where).not.toMatch(/lorem|ipsum|[!¡]|TODO|XXX/)
        expect(text.trim().length, where).toBeGreaterThan(20)
        for (const sentence of sentences(text)) {
          expect(seen.get(sentence) ?? where, sentence).toBe(where)
          seen.set(sentence, where)
        }
      }
    }
  })

  test('a variant is made of values that the store has, and an offer is lower than before', () => {
    for (const { store, product } of products) {
      const values = new Map(
        store.attributes.map(({ name, values }) => [name, values.map((one) => one.name)]),
      )
      expect(store.categories.map(({ slug }) => slug)).toContain(product.category)
      for (const { sku, options, priceMinor, compareAtMinor = Infinity } of product.variants) {
        for (const [name, value] of Object.entries(options)) expect(values.get(name), sku).toContain(value)
        expect(priceMinor, sku).toBeLessThan(compareAtMinor)
      }
    }
  })
})

describe('DEM3 two of the stores speak three languages', () => {
  const translated = demoStores.filter(({ translations }) => translations)
  const missingIn = (store: DemoStore, said: DemoTexts): string[] => [
    ...store.categories.filter(({ slug }) => !said.categories[slug]?.description).map(({ slug }) => slug),
    ...store.attributes.filter(({ name }) => !said.attributes[name]).map(({ name }) => name),
    // a measure is the same in all of them
    ...store.attributes
      .flatMap(({ values }) => values.map(({ name }) => name))
      .filter((name) => !said.values[name] && !/^\d+ mm$/.test(name)),
    ...store.products.filter((product) => !isWhole(product, said)).map(({ slug }) => slug),
  ]
  const isWhole = ({ slug, pictures, metaTitle, metaDescription, ...own }: DemoProduct, said: DemoTexts) => {
    const product = said.products[slug]
    return (
      product !== undefined &&
      product.alts.length === pictures.length &&
      product.description !== own.descriptionHtml &&
      product.shortDescription !== own.shortDescription &&
      (metaTitle === undefined) === (product.metaTitle === undefined) &&
      (metaDescription === undefined) === (product.metaDescription === undefined)
    )
  }

  test('nothing is left in Spanish alone', () => {
    expect(translated.map(({ slug }) => slug)).toEqual(['raremagic', 'luxurywatch'])
    for (const store of translated)
      for (const said of Object.values(store.translations ?? {})) expect(missingIn(store, said)).toEqual([])
  })

  test('nothing is translated that the store does not have', () => {
    for (const store of translated)
      for (const said of Object.values(store.translations ?? {}))
        expect(Object.keys(said.products).toSorted()).toEqual(
          store.products.map(({ slug }) => slug).toSorted(),
        )
  })
})
