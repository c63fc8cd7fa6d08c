/** Asks the browser for persistent storage, which it does not evict when the disk is full. Only pages may ask. */

let asked = false;

/** Once per visit, when something is stored. If the browser refuses, the data stay until it evicts them. */
export async function askToPersist(): Promise<void> {
  const storage: Partial<StorageManager> | undefined = navigator.storage;
  if (asked || storage?.persist === undefined) return;
  asked = true;
  const granted = await storage.persisted?.().catch(() => false);
  if (!granted) await storage.persist().catch(() => false);
}
