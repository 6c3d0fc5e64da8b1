/** Asks the shop for the press that is kept, any number of times under its key. */
import type { CheckoutRequest, MadeCheckout } from '../../shared/checkout.ts'
import type { Answer } from '../platform/api.ts'
import { checkoutApi } from '../platform/checkout-api.ts'
import { journal } from '../platform/journal.ts'
import { deviceId } from '../platform/storage.ts'
import type { Selection } from './create-selection.ts'
import { keepPress } from './kept-press.ts'
import { isDefinitive, type Press } from './press.ts'

/** What is reserved becomes what this phone knows as pending; a press that the shop has decided is kept no longer. */
export async function submitPress(
  selection: Selection,
  press: Press,
  timeZone: string,
): Promise<Answer<MadeCheckout>> {
  const { store } = selection
  const request = JSON.parse(press.body) as CheckoutRequest
  keepPress(store, press.waits ? { ...press, waits: 'sent' } : press)
  const answer = await checkoutApi(store).make(request, press.key, deviceId())
  if (answer.ok) {
    const { code, expiresAt } = answer.value
    keepPress(store, null)
    journal(`reservada hasta ${expiresAt}`)
    selection.setPending({ code, expiresAt, timeZone, note: request.note ?? '' })
  } else {
    journal(`sin reservar (${answer.problem.code})`)
    if (isDefinitive(answer.problem)) keepPress(store, null)
  }
  return answer
}
