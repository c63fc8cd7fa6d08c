/** An item that did not fit into the browser's storage; storing it is retried once something was deleted. */
import { create } from 'zustand';
import type { Problem } from './data';

export interface UnstoredItem {
  /** Id of an own set, or name of a folder. */
  readonly what: string;
  /** Display name. */
  readonly name: string;
  readonly problem: Problem;
  /** Retries; never rejects, and reports again if there is still no space. */
  readonly again: () => Promise<void>;
}
/** The latest one. */
export const useStorageFull = create<{ readonly wanted: UnstoredItem | undefined }>(() => ({
  wanted: undefined,
}));

export function reportStorageFull(wanted: UnstoredItem): void {
  useStorageFull.setState({ wanted });
}

/** @param what if given, only for this item */
export function dismissStorageFull(what?: string): void {
  const { wanted } = useStorageFull.getState();
  if (what === undefined || wanted?.what === what) useStorageFull.setState({ wanted: undefined });
}

/** Retries, since space may have been freed. */
export async function retryStoring(): Promise<void> {
  const { wanted } = useStorageFull.getState();
  dismissStorageFull();
  await wanted?.again();
}
