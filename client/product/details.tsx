import { For, Show } from 'solid-js'
import type { Product, Variant } from '../../shared/catalogue.ts'
import { numberText } from '../platform/formats.ts'
import { pageLocale, useTexts } from '../platform/i18n.ts'

/** Details as prose, then a spare table. */
export function Details(props: { product: Product; variant: Variant | undefined; locale: string }) {
  const words = useTexts('product')
  const rows = () => rowsOf(props.product, props.variant, pageLocale(props.locale))
  return (
    <section class="details">
      <Show when={props.product.description}>
        {/* eslint-disable-next-line solid/no-innerhtml -- sanitised by the server at the door */}
        <div class="prose" innerHTML={props.product.description} />
      </Show>
      <Show when={rows().length > 0}>
        <table>
          <caption class="visually-hidden">{words.details}</caption>
          <tbody>
            <For each={rows()}>
              {([name, value]) => (
                <tr>
                  <th scope="row">{name}</th>
                  <td>{value}</td>
                </tr>
              )}
            </For>
          </tbody>
        </table>
      </Show>
    </section>
  )
}

function rowsOf(product: Product, variant: Variant | undefined, locale: string): [string, string][] {
  const words = useTexts('product')
  const size = product.dimensionsMm
  const measure = (mm: number) => numberText(mm / 10, locale)
  const rows: [string, string | null | undefined][] = [
    [words.brand, product.brand],
    [words.size, size && `${[size.length, size.width, size.height].map(measure).join(' × ')} cm`],
    [words.weight, product.weightGrams === null ? null : weightText(product.weightGrams, locale)],
    [words.sku, variant?.sku],
  ]
  return rows.filter((row): row is [string, string] => Boolean(row[1]))
}

function weightText(grams: number, locale: string): string {
  const unit = grams >= 1000 ? 'kilogram' : 'gram'
  const value = grams >= 1000 ? grams / 1000 : grams
  return numberText(value, locale, { style: 'unit', unit, maximumFractionDigits: 2 })
}
