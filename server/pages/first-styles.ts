/**
 * Of a page's style sheets what its markup can wear, for the first bytes; the whole of them follows with the code, which
 * alone can bring in more. A rule stays where every class that it names stands in the page, a typeface or a movement
 * where a rule that stays names it; of a typeface the letters that are usually said.
 */
type Rule = { head: string; body: string | null; inner: Rule[] | null; classes: string[][] }

const parsed = new Map<string, Rule[]>()

export function firstStyles(css: string, markup: string, typeface: string): string {
  const rules = parsed.get(css) ?? rulesOf(css)
  // there are as many sheets as kinds of pages, and those of the builds before
  if (parsed.size > 50) parsed.clear()
  parsed.set(css, rules)
  const classes = [...markup.matchAll(/ class="([^"]*)"/g)].flatMap(([, names = '']) => names.split(/\s+/))
  const worn = new Set([...classes, `typeface=${typeface}`])
  const kept = keep(rules, worn)
  const said = written(kept.filter(({ head }) => !isNamed(head)))
  const families = new Set<string>()
  return written(
    kept.filter(({ head, body }) => {
      if (!isNamed(head)) return true
      const name = nameOf(head, body ?? '')
      if (!said.includes(name) || families.has(name)) return false
      if (head === '@font-face') families.add(name)
      return true
    }),
  )
}

const isNamed = (head: string) => head === '@font-face' || head.startsWith('@keyframes')

const nameOf = (head: string, body: string): string =>
  head === '@font-face'
    ? (/font-family:\s*["']?([^;"']+)/.exec(body)?.[1] ?? '')
    : head.slice('@keyframes'.length).trim()

function keep(rules: Rule[], worn: Set<string>): Rule[] {
  return rules.flatMap((rule) => {
    if (!rule.inner) return rule.classes.some((names) => names.every((name) => worn.has(name))) ? [rule] : []
    const inner = keep(rule.inner, worn)
    return inner.length > 0 ? [{ ...rule, inner }] : []
  })
}

const written = (rules: Rule[]): string =>
  rules
    .map(({ head, body, inner }) =>
      inner ? `${head}{${written(inner)}}` : body === null ? `${head};` : `${head}{${body}}`,
    )
    .join('')

/** Those that hold rules of their own, and not declarations. */
const GROUP = /^@(?:media|supports|layer|container)\b/

/** Of a sheet as the build leaves it: without comments. */
function rulesOf(css: string): Rule[] {
  const rules: Rule[] = []
  for (let at = 0; at < css.length;) {
    const end = endOf(css, at)
    const open = css.slice(at, end).indexOf('{')
    const head = css.slice(at, open === -1 ? end : at + open).trim()
    const body = open === -1 ? null : css.slice(at + open + 1, end)
    at = end + 1
    if (head === '') continue
    const inner = body !== null && GROUP.test(head) ? rulesOf(body) : null
    rules.push({ head, body, inner, classes: head.startsWith('@') ? [[]] : classesOf(head) })
  }
  return rules
}

/** Where the statement that begins at `from` has its last brace, or its semicolon. */
function endOf(css: string, from: number): number {
  let depth = 0
  for (let at = from; at < css.length; at++) {
    const sign = css[at]
    if (sign === '"' || sign === "'") at = css.indexOf(sign, at + 1)
    else if (sign === '{') depth++
    else if (sign === '}' && --depth === 0) return at
    else if (sign === ';' && depth === 0) return at
  }
  return css.length
}

/** For each selector of a list the classes, and the typeface, that it cannot do without. */
function classesOf(list: string): string[][] {
  let plain = list
  // from the inside: what is within parentheses may be one of several, or none
  for (let before = ''; before !== plain;) {
    before = plain
    plain = plain.replace(/:[\w-]+\([^()]*\)/g, '')
  }
  return plain
    .split(',')
    .map((one) => [...one.matchAll(/(?:\.|\[data-(?=typeface=))([\w=-]+)/g)].map(([, name = '']) => name))
}
