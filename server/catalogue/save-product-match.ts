/** Decides which stored product and variants a draft means, and what of it must be refused; no I/O. */
import { newId } from '../platform/crypto.ts'
import type { ProductDraft, VariantDraft } from './save-product-draft.ts'
import type { StockItem, StoredProduct, StoredVariant } from './save-product-state.ts'

export type SaveRefusal = {
  /** Index of the variant; null: the product. */
  variant: number | null
  code:
    | 'duplicate-sku'
    | 'duplicate-product'
    | 'duplicate-options'
    | 'sku-of-another-product'
    | 'stock-below-reserved'
    | 'missing-name'
    | 'no-variant-left'
  value: string | null
}

/**
 * What earlier batches of one import have taken. A rehearsal is rolled back batch by batch, and has to decide as the
 * real run does.
 */
export class SaveMemory {
  readonly keys = new Set<string>()
  readonly products = new Set<string>()
  readonly skuOwners = new Map<string, string>()
  readonly releasedSkus = new Set<string>()
}

/** What the database says about the batch. */
export type Known = {
  stored: ReadonlyMap<string, StoredProduct>
  /** Id of the stored product of each draft. */
  ids: readonly (string | undefined)[]
  /** SKU → the product that has it. */
  skuOwners: ReadonlyMap<string, string>
}

export type AcceptedVariant = { index: number; draft: VariantDraft; stored: StoredVariant | undefined }
export type Judged = {
  draft: ProductDraft
  id: string
  stored: StoredProduct | undefined
  variants: AcceptedVariant[]
  refusals: SaveRefusal[]
  isRefused: boolean
}

/** Judges the drafts in order: whoever comes second to a SKU or a product is refused. */
export function judge(
  drafts: readonly ProductDraft[],
  known: Known,
  memory: SaveMemory,
  setStock: boolean,
): Judged[] {
  const keys = new Set(memory.keys)
  const touched = new Set(memory.products)
  const skuOwners = new Map(memory.skuOwners)
  return drafts.map((draft, i) => {
    const storedId = known.ids[i]
    const id = storedId ?? newId()
    const stored = storedId === undefined ? undefined : known.stored.get(storedId)
    const one: Judged = { draft, id, stored, variants: [], refusals: [], isRefused: false }
    const refuse = (variant: number | null, code: SaveRefusal['code'], value: string | null): void => {
      one.refusals.push({ variant, code, value })
      one.isRefused ||= variant === null
    }
    const isSecond = (draft.key !== null && keys.has(draft.key)) || touched.has(id)
    if (isSecond) refuse(null, 'duplicate-product', draft.key)
    else if (!stored && !draft.name) refuse(null, 'missing-name', null)
    if (one.isRefused) return one
    const matches = matchVariants(draft.variants, stored?.variants ?? [])
    const seenOptions = new Set(optionsOfOthers(matches, stored?.variants ?? []))
    for (const [index, variant] of draft.variants.entries()) {
      const match = matches[index]
      const trouble =
        skuTrouble(variant, id, known, skuOwners, memory) ??
        optionTrouble(variant, seenOptions) ??
        stockTrouble(variant, match?.stock, setStock)
      if (trouble) refuse(index, trouble.code, trouble.value)
      else {
        one.variants.push({ index, draft: variant, stored: match })
        if (variant.sku) skuOwners.set(variant.sku, id)
      }
    }
    if (one.variants.length === 0) {
      if (draft.variants.length !== 1) refuse(null, 'no-variant-left', draft.key)
      one.isRefused = true
      return one
    }
    if (draft.key !== null) keys.add(draft.key)
    touched.add(id)
    return one
  })
}

type Trouble = Pick<SaveRefusal, 'code' | 'value'>

function skuTrouble(
  { sku }: VariantDraft,
  productId: string,
  known: Known,
  taken: ReadonlyMap<string, string>,
  memory: SaveMemory,
): Trouble | undefined {
  if (!sku) return undefined
  if (taken.has(sku)) return { code: 'duplicate-sku', value: sku }
  const owner = memory.releasedSkus.has(sku) ? undefined : known.skuOwners.get(sku)
  return owner === undefined || owner === productId
    ? undefined
    : { code: 'sku-of-another-product', value: sku }
}

const optionKey = (options: readonly { name: string; value: string }[]): string =>
  options
    .map(({ name, value }) => `${fold(name)}=${fold(value)}`)
    .toSorted()
    .join('&')
const fold = (text: string): string => text.normalize('NFC').toLowerCase()

function optionTrouble({ options }: VariantDraft, seen: Set<string>): Trouble | undefined {
  if (options === undefined) return undefined
  const key = optionKey(options)
  if (seen.has(key))
    return { code: 'duplicate-options', value: options.map(({ value }) => value).join(' / ') }
  seen.add(key)
  return undefined
}

/** Options of the stored variants that the draft does not touch. */
const optionsOfOthers = (
  matches: readonly (StoredVariant | undefined)[],
  stored: readonly StoredVariant[],
): string[] => stored.filter((variant) => !matches.includes(variant)).map(({ options }) => optionKey(options))

/** By SKU; else by options; else the only one is the only one. */
function matchVariants(
  drafts: readonly VariantDraft[],
  stored: readonly StoredVariant[],
): (StoredVariant | undefined)[] {
  const left = new Set(stored)
  const take = (variant: StoredVariant | undefined): StoredVariant | undefined => {
    if (variant) left.delete(variant)
    return variant
  }
  const matches = drafts.map(({ sku }) =>
    sku ? take([...left].find((candidate) => candidate.sku === sku)) : undefined,
  )
  const byOptions = new Map([...left].map((variant) => [optionKey(variant.options), variant]))
  for (const [i, { options }] of drafts.entries()) {
    const candidate = options && matches[i] === undefined ? byOptions.get(optionKey(options)) : undefined
    if (candidate && left.has(candidate)) matches[i] = take(candidate)
  }
  if (drafts.length === 1 && stored.length === 1) matches[0] ??= stored[0]
  return matches
}

export type StockAfter = Pick<StockItem, 'isTracked' | 'onHand' | 'allowsBackorder'>

/** What the stock of a stored variant becomes: it keeps its balance, and whether it is counted, unless `setStock` counts. */
export function stockAfter(draft: VariantDraft, stock: StockItem, setStock: boolean): StockAfter {
  const counts = setStock && draft.stock !== undefined
  return {
    isTracked: counts ? draft.stock !== null : stock.isTracked,
    onHand: counts && typeof draft.stock === 'number' ? draft.stock : stock.onHand,
    allowsBackorder: draft.allowsBackorder ?? stock.allowsBackorder,
  }
}

function stockTrouble(
  draft: VariantDraft,
  stock: StockItem | undefined,
  setStock: boolean,
): Trouble | undefined {
  if (!stock) return undefined
  const after = stockAfter(draft, stock, setStock)
  const isShort =
    after.isTracked && !after.allowsBackorder && (after.onHand < stock.reserved || after.onHand < 0)
  return isShort ? { code: 'stock-below-reserved', value: String(after.onHand) } : undefined
}

/** True where the batch changes a stored stock item, which then has to be locked and judged again. */
export const changesStock = (judged: readonly Judged[], setStock: boolean): boolean =>
  judged.some((one) =>
    one.variants.some(({ draft, stored }) => {
      if (!stored) return false
      const after = stockAfter(draft, stored.stock, setStock)
      return (
        after.isTracked !== stored.stock.isTracked ||
        after.onHand !== stored.stock.onHand ||
        after.allowsBackorder !== stored.stock.allowsBackorder ||
        (draft.lowStockThreshold !== undefined && draft.lowStockThreshold !== stored.stock.lowStockThreshold)
      )
    }),
  )
