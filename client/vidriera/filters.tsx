import { useNavigate } from '@solidjs/router'
import { For, Show } from 'solid-js'
import type { Category } from '../../shared/catalogue.ts'
import type { ProductQuery } from '../platform/api.ts'
import { useTexts } from '../platform/i18n.ts'
import { useStore } from '../platform/store-context.ts'
import { paths } from '../paths.ts'
import { sorts } from './window-search.ts'

/** The categories as a line of words; the children of the chosen one on a second line. */
export function CategoryLine(props: { categories: Category[]; chosen: string | undefined }) {
  const store = useStore()
  const words = useTexts('window')
  const branch = () =>
    props.categories.find((root) => root.slug === props.chosen || hasBelow(root, props.chosen))
  const children = () => branch()?.children.filter((child) => child.productCount > 0) ?? []
  return (
    <nav class="categories" aria-label={words.categories}>
      <ul>
        <li>
          <a href={paths.window(store().slug)} aria-current={props.chosen ? undefined : 'page'}>
            {words.everything}
          </a>
        </li>
        <Words categories={props.categories} chosen={props.chosen} branch={branch()?.slug} />
      </ul>
      <Show when={children().length > 0}>
        <ul class="categories-below">
          <Words categories={children()} chosen={props.chosen} branch={undefined} />
        </ul>
      </Show>
    </nav>
  )
}

function Words(props: { categories: Category[]; chosen: string | undefined; branch: string | undefined }) {
  const store = useStore()
  return (
    <For each={props.categories.filter((category) => category.productCount > 0)}>
      {(category) => (
        <li>
          <a
            href={paths.window(store().slug, { category: category.slug })}
            aria-current={category.slug === props.chosen ? 'page' : undefined}
            data-open={category.slug === props.branch}
          >
            {category.name}
          </a>
        </li>
      )}
    </For>
  )
}

const hasBelow = (category: Category, slug: string | undefined): boolean =>
  category.children.some((child) => child.slug === slug || hasBelow(child, slug))

/** Search and order: a plain GET form, taken over by the router where there is script. */
export function SearchForm(props: { search: ProductQuery }) {
  const store = useStore()
  const words = useTexts('window')
  const navigate = useNavigate()
  const go = (form: HTMLFormElement) => {
    const fields = new FormData(form)
    const field = (name: string) => {
      const value = fields.get(name)
      return typeof value === 'string' ? value.trim() : ''
    }
    const sort = field('sort') === 'featured' ? '' : field('sort')
    navigate(paths.window(store().slug, { category: field('category'), q: field('q'), sort }))
  }
  return (
    <form
      class="search-form"
      role="search"
      method="get"
      action={paths.window(store().slug)}
      onSubmit={(event) => {
        event.preventDefault()
        go(event.currentTarget)
      }}
    >
      <Show when={props.search.category}>
        <input type="hidden" name="category" value={props.search.category} />
      </Show>
      <label class="search-field">
        <span class="visually-hidden">{words.searchLabel}</span>
        <input
          type="search"
          name="q"
          value={props.search.q ?? ''}
          maxlength="200"
          enterkeyhint="search"
          autocomplete="off"
          placeholder={words.searchPlaceholder}
        />
      </label>
      <label class="sort-field">
        <span class="visually-hidden">{words.sortLabel}</span>
        <select name="sort" onChange={(event) => event.currentTarget.form && go(event.currentTarget.form)}>
          <For each={sorts}>
            {(sort) => (
              <option value={sort} selected={sort === (props.search.sort ?? 'featured')}>
                {words.sorts[sort]}
              </option>
            )}
          </For>
        </select>
      </label>
      <button type="submit" class="search-submit" aria-label={words.search}>
        <svg viewBox="0 0 18 18" aria-hidden="true">
          <circle cx="7.5" cy="7.5" r="5.5" />
          <path d="m11.5 11.5 5 5" />
        </svg>
      </button>
    </form>
  )
}
