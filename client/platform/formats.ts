/** Formatters of numbers and dates. Making one costs a hundred times what using it does, so each is made once. */
function keeping<Options, Format>(make: (locale: string, options: Options) => Format) {
  const kept = new Map<string, Format>()
  return (locale: string, options: Options): Format => {
    const key = `${locale} ${JSON.stringify(options)}`
    const format = kept.get(key) ?? make(locale, options)
    kept.set(key, format)
    return format
  }
}

export const numberFormat = keeping(
  (locale, options: Intl.NumberFormatOptions) => new Intl.NumberFormat(locale, options),
)
/** A number in a line of text. */
export const numberText = (value: number, locale: string, options: Intl.NumberFormatOptions = {}): string =>
  evenSpaces(numberFormat(locale, options).format(value))

export const dateFormat = keeping(
  (locale, options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, options),
)
export const relativeFormat = keeping(
  (locale, options: Intl.RelativeTimeFormatOptions) => new Intl.RelativeTimeFormat(locale, options),
)

/** Node and browsers disagree on which narrow space stands in a number: here it is always the one no-break space. */
export const evenSpaces = (text: string): string => text.replace(/[\u00a0\u2009\u202f]/g, '\u00a0')
