import { For, Show } from 'solid-js'
import type { VisitReport } from '../../shared/analytics.ts'
import { numberText } from '../platform/formats.ts'
import { useAdmin } from './admin-context.ts'
import { adminPaths } from './admin-paths.ts'
import { visitSteps } from './visits-figures.ts'
import { words } from './words.ts'

const text = words.visits
/** The window is of no product. */
const productSteps = visitSteps.filter((step) => step !== 'window')

/** What is looked at most, and what comes of that; each leads to its stock. */
export function VisitsByProduct(props: { products: VisitReport['products'] }) {
  const { store } = useAdmin()
  return (
    <section aria-labelledby="visits-products">
      <h2 id="visits-products">{text.products}</h2>
      <Show when={props.products.length > 0} fallback={<p class="saved">{text.noProducts}</p>}>
        <table class="figures-table">
          <thead>
            <tr>
              <th scope="col">{text.product}</th>
              <For each={productSteps}>{(step) => <th scope="col">{text.shortSteps[step]}</th>}</For>
            </tr>
          </thead>
          <tbody>
            <For each={props.products}>
              {(product) => (
                <tr>
                  <th scope="row">
                    <a href={adminPaths.stock(store.slug, { low: false, q: product.name })}>{product.name}</a>
                  </th>
                  <For each={productSteps}>
                    {(step) => (
                      <td data-zero={product[step] === 0}>{numberText(product[step], store.locale)}</td>
                    )}
                  </For>
                </tr>
              )}
            </For>
          </tbody>
        </table>
      </Show>
    </section>
  )
}
