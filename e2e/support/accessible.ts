import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

type Result = Awaited<ReturnType<AxeBuilder['analyze']>>['violations'][number]

/** Letters of the colour that they stand on: axe takes them for hidden on purpose, and leaves it to whoever looks. */
const onlyUnseen = (result: Result): Result => ({
  ...result,
  nodes: result.nodes.filter(({ any }) =>
    any.some(({ data }) => (data as { messageKey?: string } | null)?.messageKey === 'equalRatio'),
  ),
})

type Asked = {
  /** How large a target must be as well: the rule waits to be asked. */
  hasTargets?: boolean
  /** Nothing can be fetched any more, style sheets neither. */
  isAway?: boolean
}

/** Nothing that axe finds on the page as it stands. */
export async function expectAccessible(page: Page, { hasTargets, isAway }: Asked = {}): Promise<void> {
  // so that axe can work in the page itself, which takes a third of the time
  expect(page.frames(), 'no page has another one in it').toHaveLength(1)
  const axe = new AxeBuilder({ page }).setLegacyMode(true).options({
    ...(hasTargets && { rules: { 'target-size': { enabled: true } } }),
    preload: isAway !== true,
    resultTypes: ['violations', 'incomplete'],
  })
  const { violations, incomplete } = await axe.analyze()
  const found = [...violations, ...incomplete.map(onlyUnseen)]
    .map(({ id, nodes }) => ({ id, at: nodes.map((node) => node.target.join(' ')) }))
    .filter(({ at }) => at.length > 0)
  expect(found).toEqual([])
}
