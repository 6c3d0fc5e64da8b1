type Forms = { one: string; other: string }

/** Picks the form a number takes in a language; Portuguese counts zero as one. */
export function pluralIn(locale: string): (n: number, forms: Forms) => string {
  const rules = new Intl.PluralRules(locale)
  return (n, forms) => (rules.select(n) === 'one' ? forms.one : forms.other)
}
