/** One record of a CSV file, and the line on which it begins; `flaw` says why its cells are not to be trusted. */
export type CsvRecord = { line: number; cells: string[]; flaw?: 'quote-not-closed' | 'text-after-quote' }

const QUOTE = 34
const LF = 10
const CR = 13

type State = 'cell-start' | 'plain' | 'quoted' | 'after-quote'

export class RecordTooLong extends Error {
  readonly line: number
  constructor(line: number) {
    super(`record at line ${line} is too long`)
    this.line = line
  }
}

/**
 * RFC 4180 over chunks of text. Our own, because a report per row needs the line where a record begins and has
 * to go on after a broken one; csv-parse counts CRLF inside quotes twice and swallows what follows an error.
 * Ends lines at LF, CRLF or CR. A quote inside an unquoted cell is text. Throws RecordTooLong.
 */
export class CsvParser {
  readonly #delimiter: number
  readonly #maxCharacters: number
  #state: State = 'cell-start'
  #cells: string[] = []
  /** What earlier chunks held of the cell, and how much the whole record holds. */
  #pending = ''
  #size = 0
  #line = 1
  #startLine = 1
  #lastWasCr = false
  #flaw: CsvRecord['flaw']

  constructor(delimiter: string, maxCharacters: number) {
    this.#delimiter = delimiter.charCodeAt(0)
    this.#maxCharacters = maxCharacters
  }

  /** The records that this chunk completes; blank lines are none. */
  push(chunk: string): CsvRecord[] {
    const records: CsvRecord[] = []
    let from = 0
    for (let i = 0; i < chunk.length; i++) {
      const code = chunk.charCodeAt(i)
      if (this.#state === 'quoted') {
        if (code === QUOTE) {
          this.#pending += chunk.slice(from, i)
          this.#state = 'after-quote'
          this.#lastWasCr = false
        } else this.#countLine(code)
        continue
      }
      // a flawed record ends at its line, whatever quotes follow
      if (code === QUOTE && this.#state !== 'plain' && this.#flaw === undefined) {
        // opens a cell, or is the second of a pair
        if (this.#state === 'after-quote') this.#pending += '"'
        this.#state = 'quoted'
        this.#lastWasCr = false
        from = i + 1
      } else if (code === this.#delimiter || code === LF || code === CR) {
        const isSecondOfPair = code === LF && this.#lastWasCr
        const text = this.#state === 'plain' ? chunk.slice(from, i) : ''
        this.#countLine(code)
        if (isSecondOfPair) this.#startLine = this.#line
        else {
          this.#endCell(text)
          if (code !== this.#delimiter) this.#endRecord(records)
        }
        from = i + 1
      } else {
        this.#lastWasCr = false
        if (this.#state === 'after-quote' && code !== 32) this.#flaw = 'text-after-quote'
        if (this.#state === 'cell-start') {
          this.#state = 'plain'
          from = i
        }
      }
    }
    if (this.#state === 'plain' || this.#state === 'quoted') this.#pending += chunk.slice(from)
    if (this.#size + this.#pending.length > this.#maxCharacters) throw new RecordTooLong(this.#startLine)
    return records
  }

  /** What is left when the text has ended. */
  end(): CsvRecord[] {
    const records: CsvRecord[] = []
    if (this.#state === 'quoted') this.#flaw = 'quote-not-closed'
    this.#endCell('')
    this.#endRecord(records)
    return records
  }

  #countLine(code: number): void {
    if (code === CR || (code === LF && !this.#lastWasCr)) this.#line++
    this.#lastWasCr = code === CR
  }

  #endCell(text: string): void {
    const cell = this.#pending + text
    this.#size += cell.length + 1
    this.#cells.push(cell)
    this.#pending = ''
    this.#state = 'cell-start'
    if (this.#size > this.#maxCharacters) throw new RecordTooLong(this.#startLine)
  }

  #endRecord(records: CsvRecord[]): void {
    const isBlank = this.#cells.every((cell) => cell === '')
    if (!isBlank || this.#flaw !== undefined) {
      records.push({ line: this.#startLine, cells: this.#cells, ...(this.#flaw ? { flaw: this.#flaw } : {}) })
    }
    this.#cells = []
    this.#size = 0
    this.#startLine = this.#line
    this.#flaw = undefined
  }
}
