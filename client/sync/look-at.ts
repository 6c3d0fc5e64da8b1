/** Somebody else's selection, kept nowhere here: gone with the page that shows it. */
import * as Y from 'yjs'
import { readLines, type SelectionLine } from '../../shared/selection-document.ts'
import { deviceId } from '../platform/storage.ts'
import { joinServer, type Joining } from './server-copy.ts'
import { isStale } from './stale.ts'

type Looking = Pick<Joining, 'store' | 'say' | 'entered'> & { token: string }

/** `changed` gets its lines when they are first known, and whenever they change; answers how to stop. */
export function lookAt(
  { token, ...joining }: Looking,
  changed: (lines: SelectionLine[]) => void,
): () => void {
  /** A document is of one generation: the next one begins with another. */
  const begin = (): (() => void) => {
    const doc = new Y.Doc()
    const server = joinServer(doc, {
      ...joining,
      ...{ id: token, device: deviceId() },
      say: (copy) => !isStale(copy) && joining.say(copy),
      stale: () => {
        end()
        end = begin()
      },
      read: () => changed(readLines(doc)),
    })
    doc.on('update', () => changed(readLines(doc)))
    return () => {
      server.leave()
      doc.destroy()
    }
  }
  let end = begin()
  return () => end()
}
