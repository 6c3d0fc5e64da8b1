import { useTexts } from '../platform/i18n.ts'
import { useStore } from '../platform/store-context.ts'
import { IconButton } from '../ui/button.tsx'
import { shareIcon } from '../ui/icons.ts'
import { paths } from '../paths.ts'

/** The product for other hands, by the sheet that the device has for that. */
export default function Share(props: { product: { slug: string; name: string } }) {
  const store = useStore()
  const words = useTexts('product')
  const share = async () => {
    // its own address: how somebody came here is nobody else's
    const { href } = new URL(paths.product(store().slug, props.product.slug), location.href)
    try {
      await navigator.share({ url: href, title: props.product.name })
    } catch (error) {
      if (error instanceof DOMException && error.name === 'AbortError') return // thought better of it
      window.prompt(words.share, href)
    }
  }
  return (
    <div class="product-share">
      <IconButton icon={shareIcon} label={words.share} onClick={() => void share()} />
    </div>
  )
}
