import { restore } from './csv-cells.ts'
import type { Columns, IssueList, RowReader } from './import-rows.ts'
import type { ProductDraft } from '../catalogue/save-product.ts'

export type ReadContext = {
  columns: Columns
  issues: IssueList
  /** Decimal places of the store's currency. */
  digits: number
  timeZone: string
}

/** A product that was read, the line it began on, and that of each variant. */
export type ReadProduct = { draft: ProductDraft; line: number; variantLines: number[] }

/** The address of a picture: http(s), or a path on our own origin as our own export writes it. */
export function readAddress(
  reader: RowReader,
  column: string,
  cell = restore(reader.raw(column)),
): string | undefined {
  if (cell === '') return undefined
  if (cell.length <= 2000 && (/^\/[\w\-.%~@/]*$/.test(cell) || isWebAddress(cell)) && !cell.startsWith('//'))
    return cell
  reader.notice(column, 'not-a-url', cell)
  return undefined
}

const isWebAddress = (text: string): boolean =>
  /^https?:\/\/[^\s"'<>\\^`{|}]+$/i.test(text) && URL.canParse(text)

export function readTags(
  reader: RowReader,
  column: string,
  split: (cell: string) => string[],
): string[] | undefined {
  if (!reader.has(column)) return undefined
  const tags = split(reader.text(column, 20_000) ?? '')
  if (tags.length > 200) reader.error(column, 'too-many-values')
  if (tags.some((tag) => tag.length > 200)) reader.error(column, 'too-long')
  return tags
}

/** Text of a cell that another row has already been checked for. */
export const cellOf = (reader: RowReader, column: string): string | null =>
  restore(reader.raw(column)) || null
