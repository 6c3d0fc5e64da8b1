import type { z } from 'zod'
import type {
  stockHoldSchema,
  stockLevelsSchema,
  stockLogPageSchema,
  stockSettingsSchema,
} from '../../shared/stock.ts'

export type { Balances, StockChange, StockLevel } from '../../shared/stock.ts'
export type StockLevels = z.infer<typeof stockLevelsSchema>
export type StockHold = z.infer<typeof stockHoldSchema>
export type StockLogPage = z.infer<typeof stockLogPageSchema>
export type StockLine = StockLogPage['items'][number]
export type StockSettings = z.infer<typeof stockSettingsSchema>
