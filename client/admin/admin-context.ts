import { createContext, useContext } from 'solid-js'
import { roleCovers, type Role, type Session } from '../../shared/accounts.ts'
import type { StoreDetails } from '../../shared/store.ts'
import type { MerchantApi, Problem } from './merchant-api.ts'

export type Admin = {
  user: Session['user']
  /** Follows what is changed in the settings. */
  store: StoreDetails
  role: Role
  api: MerchantApi
  /** Called with every problem: the session may have ended meanwhile. */
  hear: (problem: Problem) => void
  /** Called with what the store has become. */
  changed: (store: StoreDetails) => void
}

export const AdminContext = createContext<Admin>()

/** Who works here, and in which store; which one it is never changes while a page lives. */
export function useAdmin(): Admin {
  const admin = useContext(AdminContext)
  if (!admin) throw new Error('useAdmin outside of the merchant pages')
  return admin
}

export const may = (admin: Admin, needs: Role): boolean => roleCovers(admin.role, needs)
