/** Asks the shop to put back what it took out of a selection. */
import type { PutBack } from '../../shared/selection-put-back.ts'
import { call } from './api.ts'
import { post } from './checkout-api.ts'

export const putBackRemoved = (store: string, selectionId: string, asked: PutBack) =>
  call<{ lines: number }>(
    `/api/stores/${encodeURIComponent(store)}/selections/${selectionId}/put-back`,
    post(asked),
  )
