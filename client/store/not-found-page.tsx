import { Failure } from '../ui/late-failure.tsx'

/** An address that leads nowhere, inside a store or outside of all. */
export const NoSuchPage = () => <Failure problem={{ status: 404, code: 'not-found' }} />

export const NotFoundPage = () => (
  <main id="content">
    <NoSuchPage />
  </main>
)
