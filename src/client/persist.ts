/** Asks the browser not to clear what is kept when the disk runs full. Only pages may ask, workers may not. */

let asked = false;

/** Once per visit, when something is kept. A browser that refuses keeps it all the same, as long as there is room. */
export async function askToPersist(): Promise<void> {
  const storage: Partial<StorageManager> | undefined = navigator.storage;
  if (asked || storage?.persist === undefined) return;
  asked = true;
  const granted = await storage.persisted?.().catch(() => false);
  if (!granted) await storage.persist().catch(() => false);
}
