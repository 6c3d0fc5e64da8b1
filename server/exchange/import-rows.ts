/** Rows of an import as its readers see them: cells by canonical column name, parsed strictly, every misfit named. */
import type { ImportIssue } from '../../shared/import.ts'
import { isCleanText } from '../../shared/text.ts'
import {
  parseBoolean,
  parseInstant,
  parseMeasure,
  parsePrice,
  parseQuantity,
  restore,
  type Parsed,
} from './csv-cells.ts'
import { explain } from './import-reasons.ts'

const MAX_ISSUES = 1_000
const MAX_VALUE = 200

/** Collects what the report names; counts go on where the list ends. */
export class IssueList {
  errors = 0
  notices = 0
  readonly #issues: ImportIssue[] = []

  add(
    severity: ImportIssue['severity'],
    row: number,
    reason: string,
    cell?: { column: string; value: string },
  ): void {
    if (severity === 'error') this.errors++
    else this.notices++
    if (this.#issues.length >= MAX_ISSUES) return
    const column = cell?.column ?? null
    const value = cell === undefined ? null : cell.value.slice(0, MAX_VALUE).toWellFormed()
    this.#issues.push({ severity, row, column, value, reason, message: explain(reason) })
  }

  /** In the order of the file. */
  list(): ImportIssue[] {
    return this.#issues.toSorted((a, b) => a.row - b.row)
  }
}

/** Canonical column name → where it stands and what the file calls it. */
export type Columns = ReadonlyMap<string, { index: number; title: string }>

export type Row = { line: number; cells: readonly string[] }

/** Reads the cells of one row; `hasFailed` once any of them was refused. Absent columns answer undefined, empty cells null. */
export class RowReader {
  hasFailed = false
  readonly line: number
  readonly #cells: readonly string[]
  readonly #columns: Columns
  readonly #issues: IssueList

  constructor(row: Row, columns: Columns, issues: IssueList) {
    this.line = row.line
    this.#cells = row.cells
    this.#columns = columns
    this.#issues = issues
  }

  has(column: string): boolean {
    return this.#columns.has(column)
  }

  /** The bare cell, trimmed; '' where the column is absent. */
  raw(column: string): string {
    const found = this.#columns.get(column)
    return found === undefined ? '' : (this.#cells[found.index] ?? '').trim()
  }

  error(column: string, reason: string, value = this.raw(column)): void {
    this.hasFailed = true
    this.#issues.add('error', this.line, reason, this.#cell(column, value))
  }

  notice(column: string, reason: string, value = this.raw(column)): void {
    this.#issues.add('notice', this.line, reason, this.#cell(column, value))
  }

  #cell(column: string, value: string): { column: string; value: string } {
    return { column: this.#columns.get(column)?.title ?? column, value }
  }

  text(column: string, maxCharacters: number): string | null | undefined {
    if (!this.has(column)) return undefined
    const text = restore(this.raw(column))
    if (text === '') return null
    if (text.length > maxCharacters) this.error(column, 'too-long')
    else if (!isCleanText(text)) this.error(column, 'unclean-text')
    return text
  }

  price(column: string, digits: number): number | null | undefined {
    return this.#parse(column, (text) => parsePrice(text, digits))
  }

  quantity(column: string): number | null | undefined {
    return this.#parse(column, parseQuantity)
  }

  measure(column: string, perUnit: number, decimals: number): number | null | undefined {
    return this.#parse(column, (text) => parseMeasure(text, perUnit, decimals))
  }

  /** An empty cell says nothing, as an absent column does. */
  boolean(column: string): boolean | undefined {
    return this.#parse(column, parseBoolean) ?? undefined
  }

  instant(column: string, timeZone: string, isEnd: boolean): string | null | undefined {
    return this.#parse(column, (text) => parseInstant(text, timeZone, isEnd))
  }

  /** One of a few words; an empty cell says nothing. */
  word<T extends string>(column: string, words: readonly T[]): T | undefined {
    const text = this.raw(column).toLowerCase()
    const word = words.find((candidate) => candidate === text)
    if (word === undefined && text !== '') this.error(column, 'unknown-word')
    return word
  }

  #parse<T>(column: string, parse: (text: string) => Parsed<T>): T | null | undefined {
    if (!this.has(column)) return undefined
    const text = this.raw(column)
    if (text === '') return null
    const parsed = parse(text)
    if (parsed.ok) return parsed.value
    this.error(column, parsed.reason)
    return undefined
  }
}
