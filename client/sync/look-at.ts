/** Somebody else's selection, kept nowhere here: gone with the page that shows it. */
import * as Y from 'yjs'
import { isNewer } from '../../shared/selection-document-about.ts'
import {
  noticesIn,
  readLines,
  type NoticeEntries,
  type SelectionLine,
} from '../../shared/selection-document.ts'
import { deviceId } from '../platform/storage.ts'
import { joinServer, type Joining } from './server-copy.ts'
import { isStale } from './stale.ts'

type Looking = Pick<Joining, 'store' | 'say' | 'entered'> & {
  token: string
  /** Newer code has written to it: it cannot be read here. */
  newer: () => void
}

/** `show` gets its lines when they are first known, and whenever they change; answers how to stop. */
export function lookAt(
  { token, newer, ...joining }: Looking,
  show: (lines: SelectionLine[], notices: NoticeEntries) => void,
): () => void {
  /** A document is of one generation: the next one begins with another. */
  const begin = (): (() => void) => {
    const doc = new Y.Doc()
    const changed = () => (isNewer(doc) ? newer() : show(readLines(doc), noticesIn(doc)))
    const server = joinServer(doc, {
      ...joining,
      ...{ id: token, device: deviceId() },
      say: (copy) => !isStale(copy) && joining.say(copy),
      stale: () => {
        end()
        end = begin()
      },
      read: changed,
    })
    doc.on('update', changed)
    return () => {
      server.leave()
      doc.destroy()
    }
  }
  let end = begin()
  return () => end()
}
