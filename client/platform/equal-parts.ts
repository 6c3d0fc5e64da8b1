/**
 * `after`, in which every part that equals that of `before` is the very same object. Both are as JSON has it, without
 * `undefined`; `after` is changed in place, by parts that equal its own.
 */
export const withEqualParts = kept as <T>(before: unknown, after: T) => T

function kept(before: unknown, after: unknown): unknown {
  if (!isCompound(before) || !isCompound(after)) return after
  const names = Object.keys(after)
  let isSame = before.constructor === after.constructor && Object.keys(before).length === names.length
  for (const name of names) {
    after[name] = kept(before[name], after[name])
    isSame &&= before[name] === after[name]
  }
  return isSame ? before : after
}

const isCompound = (value: unknown): value is Record<string, unknown> => value === Object(value)
