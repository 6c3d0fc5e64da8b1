import { Show, splitProps, type JSX } from 'solid-js'
import { Icon } from './icon.tsx'

type Looks = {
  /** `primary` once a screen: what the shopper came to do. `quiet` is underlined words. */
  kind?: 'primary' | 'plain' | 'quiet'
  icon?: string
}
type ButtonProps = Looks & {
  /** Its work is under way; the press is ignored, the focus stays. The label says what is being done. */
  isBusy?: boolean
  /** Why it cannot be pressed now: shown to whoever reads, and kept focusable. */
  reason?: string | undefined
  onPress: (event: MouseEvent) => void
} & Omit<JSX.ButtonHTMLAttributes<HTMLButtonElement>, 'onClick' | 'onclick' | 'class' | 'disabled'>

const classOf = (kind: Looks['kind']) => (kind === 'quiet' ? 'quiet' : 'button')

export function Button(props: ButtonProps) {
  const [own, rest] = splitProps(props, ['kind', 'icon', 'isBusy', 'reason', 'onPress', 'children'])
  const isStill = () => own.isBusy === true || own.reason !== undefined
  return (
    <button
      type="button"
      {...rest}
      class={classOf(own.kind)}
      data-kind={own.kind}
      aria-busy={own.isBusy ? 'true' : undefined}
      aria-disabled={isStill() ? 'true' : undefined}
      title={own.reason}
      onClick={(event) => {
        if (isStill()) event.preventDefault()
        else own.onPress(event)
      }}
    >
      <Show when={own.icon}>{(path) => <Icon path={path()} />}</Show>
      {own.children}
    </button>
  )
}

type LinkButtonProps = Looks & { href: string } & Omit<JSX.AnchorHTMLAttributes<HTMLAnchorElement>, 'class'>

/** Looks like a button, leads somewhere. */
export function LinkButton(props: LinkButtonProps) {
  const [own, rest] = splitProps(props, ['kind', 'icon', 'children'])
  return (
    <a {...rest} class={classOf(own.kind)} data-kind={own.kind}>
      <Show when={own.icon}>{(path) => <Icon path={path()} />}</Show>
      {own.children}
    </a>
  )
}

type IconButtonProps = { label: string; icon: string } & Omit<
  JSX.ButtonHTMLAttributes<HTMLButtonElement>,
  'class' | 'aria-label'
>

/** A drawing that can be pressed; `label` is what it says to those who do not see it. */
export function IconButton(props: IconButtonProps) {
  const [own, rest] = splitProps(props, ['label', 'icon'])
  return (
    <button type="button" {...rest} class="icon-button" aria-label={own.label} title={own.label}>
      <Icon path={own.icon} />
    </button>
  )
}
