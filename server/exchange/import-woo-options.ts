/** Attributes of a WooCommerce product, and which of their values each variation has. */
import type { OptionDraft } from '../catalogue/save-product.ts'
import { splitList } from './csv-cells.ts'
import type { RowReader } from './import-rows.ts'

type Attribute = { name: string; values: string[] }

export function parentAttributes(reader: RowReader): Attribute[] {
  const attributes: Attribute[] = []
  for (let n = 1; reader.has(`attribute ${n} name`); n++) {
    const name = reader.text(`attribute ${n} name`, 100)
    const values = splitList(reader.text(`attribute ${n} value(s)`, 20_000) ?? '')
    if (name && values.length > 0) attributes.push({ name, values })
  }
  return attributes
}

/** Several values at once describe; a variant that is chosen has one. */
export const asOption = ({ name, values }: Attribute): OptionDraft => ({
  name,
  value: values.join(', '),
  ...(values.length > 1 ? { isText: true } : {}),
})

export const ownAttributes = (reader: RowReader): OptionDraft[] => parentAttributes(reader).map(asOption)

/**
 * A variation's own values in the order of its parent. An attribute that no variation names describes them all; one
 * that this variation names without a value, or that only others choose, means "any": it takes none.
 */
export function readOptions(
  reader: RowReader,
  attributes: Attribute[],
  chosen: ReadonlySet<string>,
): OptionDraft[] {
  const own = new Map(ownAttributes(reader).map((option) => [option.name.toLowerCase(), option]))
  const options: OptionDraft[] = []
  for (const attribute of attributes) {
    const { name } = attribute
    const key = name.toLowerCase()
    const option = own.get(key)
    own.delete(key)
    const column = columnOf(reader, name)
    if (option) options.push({ ...option, name })
    else if (column !== undefined || chosen.has(key))
      reader.notice(column ?? 'attribute 1 value(s)', 'any-value', name)
    else options.push(asOption(attribute))
  }
  return [...options, ...own.values()]
}

function columnOf(reader: RowReader, name: string): string | undefined {
  for (let n = 1; reader.has(`attribute ${n} name`); n++) {
    if (reader.text(`attribute ${n} name`, 100)?.toLowerCase() === name.toLowerCase())
      return `attribute ${n} value(s)`
  }
  return undefined
}
