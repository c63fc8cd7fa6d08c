/** An item that did not fit into the browser's storage; storing it is retried once something was deleted. */
import { create } from 'zustand';
import type { Problem } from './data';

export interface NoRoom {
  /** Id of an own set, or name of a folder. */
  readonly what: string;
  /** Display name. */
  readonly name: string;
  readonly problem: Problem;
  /** Retries; never rejects, and reports again if there is still no space. */
  readonly again: () => Promise<void>;
}
/** The latest one. */
export const useRoom = create<{ readonly wanted: NoRoom | undefined }>(() => ({ wanted: undefined }));

export function askForRoom(wanted: NoRoom): void {
  useRoom.setState({ wanted });
}

/** @param what if given, only for this item */
export function dismissRoom(what?: string): void {
  const { wanted } = useRoom.getState();
  if (what === undefined || wanted?.what === what) useRoom.setState({ wanted: undefined });
}

/** Retries, since space may have been freed. */
export async function keepAgain(): Promise<void> {
  const { wanted } = useRoom.getState();
  dismissRoom();
  await wanted?.again();
}
