/**
 * Which rows make one product, for both systems: rows of a handle, or a variable product and its variations, in
 * any order. A first reading notes where each product ends, so that the second holds only the unfinished ones.
 */
import { restore } from './csv-cells.ts'
import { readRecords, unreadable, type CsvFile } from './csv-file.ts'
import type { CsvRecord } from './csv-parser.ts'
import { readHeader, type Header } from './import-format.ts'
import type { Columns, IssueList, Row } from './import-rows.ts'
import { wooTypes } from './import-woo-variant.ts'
import { wooKey } from './import-woocommerce.ts'

/** Rows of one product that are held at once; Shopify allows 2,048 variants. */
const MAX_ROWS = 2_500

/** Rows of a file: what is noted of each product stays under 100 MB. */
const MAX_RECORDS = 500_000

export type ProductIndex = Header & {
  rows: number
  lastLine: Map<string, number>
  /** `id:741` → the SKU under which the product is gathered. */
  aliases: Map<string, string>
}

/** The group a row belongs to, or why it belongs to none; no group: a product of its own. */
type Membership = { group: string | undefined; isParent: boolean; alias?: string }
type Misfit = { reason: string; column?: string }

/** First reading: format, number of rows, and the last line of each product that has several rows. */
export async function indexProducts(file: CsvFile): Promise<ProductIndex> {
  const records = readRecords(file)
  const header = readHeader((await firstRecord(records))?.cells)
  const index: ProductIndex = { ...header, rows: 0, lastLine: new Map(), aliases: new Map() }
  for await (const record of records) {
    index.rows++
    if (index.rows > MAX_RECORDS) throw unreadable('too-many-rows')
    const member = membership(header, record)
    if ('reason' in member || member.group === undefined) continue
    index.lastLine.set(member.group, record.line)
    if (member.alias !== undefined && member.alias !== member.group)
      index.aliases.set(member.alias, member.group)
  }
  for (const [alias, group] of index.aliases) {
    const last = Math.max(index.lastLine.get(alias) ?? 0, index.lastLine.get(group) ?? 0)
    index.lastLine.set(group, last)
  }
  return index
}

async function firstRecord(records: AsyncGenerator<CsvRecord, void>): Promise<CsvRecord | undefined> {
  const { value, done } = await records.next()
  if (done) return undefined
  // what Excel understands as "the delimiter is …" stands before the header
  return /^sep=/.test(value.cells[0] ?? '') ? firstRecord(records) : value
}

const cellOf = (row: Row, columns: Columns, name: string): string =>
  (row.cells[columns.get(name)?.index ?? -1] ?? '').trim()

function membership({ format, columns, width }: Header, row: CsvRecord): Membership | Misfit {
  if (row.flaw !== undefined) return { reason: row.flaw }
  if (row.cells.slice(width).some((cell) => cell.trim() !== '')) return { reason: 'too-many-cells' }
  const cell = (name: string): string => cellOf(row, columns, name)
  if (format === 'shopify') {
    const handle = cell('handle')
    return handle === '' ? { reason: 'missing-key', column: 'handle' } : { group: handle, isParent: false }
  }
  const types = wooTypes(cell('type'))
  if (['grouped', 'external', 'downloadable'].some((type) => types.includes(type)))
    return { reason: 'type-not-taken-over', column: 'type' }
  if (types.includes('simple')) return { group: undefined, isParent: true }
  if (types.includes('variable')) {
    const group = wooKey(restore(cell('sku')), cell('id'))
    const alias = wooKey('', cell('id'))
    if (group === null) return { reason: 'missing-key', column: 'sku' }
    return { group, isParent: true, ...(alias === null ? {} : { alias }) }
  }
  if (!types.includes('variation')) return { reason: 'unknown-type', column: 'type' }
  const parent = restore(cell('parent'))
  return parent === '' ? { reason: 'parent-not-found', column: 'parent' } : { group: parent, isParent: false }
}

type Group = { rows: Row[]; hasParent: boolean }

/** Second reading: the rows of each product, parent first, as soon as its last row has been read. */
export async function* readGroups(
  file: CsvFile,
  index: ProductIndex,
  issues: IssueList,
): AsyncGenerator<Row[]> {
  const { columns, lastLine, aliases } = index
  const open = new Map<string, Group>()
  const report = (row: Row, { reason, column }: Misfit): void => {
    const title = column === undefined ? undefined : (columns.get(column)?.title ?? column)
    issues.add(
      'error',
      row.line,
      reason,
      title === undefined || column === undefined
        ? undefined
        : { column: title, value: cellOf(row, columns, column) },
    )
  }
  const records = readRecords(file)
  await firstRecord(records)
  for await (const record of records) {
    const member = membership(index, record)
    if ('reason' in member) report(record, member)
    else if (member.group === undefined) yield [record]
    if ('reason' in member || member.group === undefined) continue
    const name = aliases.get(member.group) ?? member.group
    const group = open.get(name) ?? { rows: [], hasParent: false }
    open.set(name, group)
    join(group, record, member.isParent, report)
    if (record.line < (lastLine.get(name) ?? 0)) continue
    open.delete(name)
    if (index.format === 'shopify' || group.hasParent) yield group.rows
    else for (const row of group.rows) report(row, { reason: 'parent-not-found', column: 'parent' })
  }
}

function join(group: Group, row: Row, isParent: boolean, report: (row: Row, misfit: Misfit) => void): void {
  if (isParent && group.hasParent) report(row, { reason: 'duplicate-product', column: 'sku' })
  else if (isParent) {
    group.hasParent = true
    group.rows.unshift(row)
  } else if (group.rows.length < MAX_ROWS) group.rows.push(row)
  else report(row, { reason: 'too-many-rows' })
}
