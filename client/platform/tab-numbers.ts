/** Numbers that a tab keeps over a reload; a browser that keeps nothing forgets them with the document. */
export function readNumbers(key: string): Record<string, number> {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? '{}') as Record<string, number>
  } catch {
    return {} // private mode, or written by somebody else
  }
}

export function keepNumbers(key: string, numbers: Record<string, number>): void {
  try {
    sessionStorage.setItem(key, JSON.stringify(numbers))
  } catch {
    // as above
  }
}
