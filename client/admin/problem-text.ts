import type { Problem } from './merchant-api.ts'
import { words } from './words.ts'

/** A problem in words: what happened, what is safe, what to do. */
export function problemText(problem: Problem): string {
  const known: Partial<Record<Problem['code'], string>> = words.problems
  return known[problem.code] ?? words.problems.other
}
