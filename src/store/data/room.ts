/** What the browser's storage had no room for; it is kept as soon as something that was removed has gone. */
import { create } from 'zustand';
import type { Problem } from './data';

export interface NoRoom {
  /** An own set's id, or a folder's name. */
  readonly what: string;
  /** For people. */
  readonly name: string;
  readonly problem: Problem;
  /** Keeps it; never rejects, and asks again where there is still no room. */
  readonly again: () => Promise<void>;
}
/** The last one. */
export const useRoom = create<{ readonly wanted: NoRoom | undefined }>(() => ({ wanted: undefined }));

export function askForRoom(wanted: NoRoom): void {
  useRoom.setState({ wanted });
}

/** @param what only where room is wanted for this */
export function dismissRoom(what?: string): void {
  const { wanted } = useRoom.getState();
  if (what === undefined || wanted?.what === what) useRoom.setState({ wanted: undefined });
}

/** There may be room now. */
export async function keepAgain(): Promise<void> {
  const { wanted } = useRoom.getState();
  dismissRoom();
  await wanted?.again();
}
