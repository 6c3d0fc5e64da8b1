/** A Yjs document as the log of its updates in one IndexedDB database, whatever becomes of the page that makes them. */
import * as Y from 'yjs'

const UPDATES = 'updates'
/** The log is rewritten as one update when it is opened and has grown longer. */
const LONGEST = 200

/**
 * Fills `doc` with what was kept under `name` and keeps what it becomes from now on. Null where the browser keeps nothing, as
 * in some private modes, or nothing that can be read; `lost` is told of an update that could not be written.
 */
export async function keepDocument(
  name: string,
  doc: Y.Doc,
  lost: (why: unknown) => void,
): Promise<{ close(): void } | null> {
  const db = await open(name).catch(() => null)
  if (!db) return null
  let length = 0
  let last: IDBValidKey | undefined
  try {
    const { keys, updates } = await read(db)
    doc.transact(() => updates.forEach((update) => Y.applyUpdate(doc, update)))
    length = keys.length
    last = keys.at(-1)
  } catch (fault) {
    db.close()
    lost(fault)
    return null
  }
  /** An update is missing in the log: those after it could not be read without it. */
  let hasGap = false
  const write = (put: (log: IDBObjectStore) => void) => {
    const fail = (why: unknown) => {
      hasGap = true
      lost(why)
    }
    try {
      const writing = db.transaction(UPDATES, 'readwrite')
      writing.onabort = () => fail(writing.error)
      put(writing.objectStore(UPDATES))
      // else the browser first asks this page whether more is to come, and what a page that is left wrote last is lost
      writing.commit()
    } catch (fault) {
      fail(fault)
    }
  }
  const onUpdate = (update: Uint8Array) => {
    const isWhole = hasGap
    hasGap = false
    write((log) => void log.add(isWhole ? Y.encodeStateAsUpdate(doc) : update))
  }
  doc.on('update', onUpdate)
  if (length > LONGEST)
    write((log) => {
      log.delete(IDBKeyRange.upperBound(last))
      log.add(Y.encodeStateAsUpdate(doc))
    })
  return {
    close: () => {
      doc.off('update', onUpdate)
      db.close()
    },
  }
}

/** Once the last tab that holds it open has let go of it. */
export const forgetDocument = (name: string): void => void indexedDB.deleteDatabase(name)

function open(name: string): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1)
    request.onupgradeneeded = () => request.result.createObjectStore(UPDATES, { autoIncrement: true })
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error ?? new Error('IndexedDB does not open'))
  })
}

function read(db: IDBDatabase): Promise<{ keys: IDBValidKey[]; updates: Uint8Array[] }> {
  return new Promise((resolve, reject) => {
    const reading = db.transaction(UPDATES, 'readonly')
    const log = reading.objectStore(UPDATES)
    const keys = log.getAllKeys()
    const updates = log.getAll() as IDBRequest<Uint8Array[]>
    reading.oncomplete = () => resolve({ keys: keys.result, updates: updates.result })
    reading.onabort = () => reject(reading.error ?? new Error('the log cannot be read'))
  })
}
