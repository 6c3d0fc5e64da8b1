import { For, Show } from 'solid-js'
import type { Category } from '../../shared/catalogue.ts'
import { widthsOf, type Picture as PictureData } from '../../shared/media.ts'
import { useTexts } from '../platform/i18n.ts'
import { useStore } from '../platform/store-context.ts'
import { Picture } from '../ui/picture.tsx'
import { paths } from '../paths.ts'

/** The categories as a line of words, with a picture where they have one; the children of the chosen one on a second line. */
export default function CategoryLine(props: { categories: Category[]; chosen: string | undefined }) {
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
            <Show when={category.image}>
              {(image) => <Picture picture={smallest(image())} alt="" name={category.name} sizes="1.75rem" />}
            </Show>
            {category.name}
          </a>
        </li>
      )}
    </For>
  )
}

/** So small, its blur would weigh more than it tells, and so would a choice of widths. */
const smallest = ({ url, width, height }: PictureData): PictureData => {
  const least = Math.min(...widthsOf(width))
  return { url, width: least, height: Math.round((height * least) / width), thumbhash: null }
}

const hasBelow = (category: Category, slug: string | undefined): boolean =>
  category.children.some((child) => child.slug === slug || hasBelow(child, slug))
