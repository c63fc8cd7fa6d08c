/** The block of memory through which a team's threads find each other, as wasm/team.ts has it; int32 words. */

export const PIECE = 0;
export const THREADS = 3;
export const MINE = 5;
export const LATE = 6;
export const MEETINGS = 32;
export const FAILED = 48;
/** A line for each thread from here on: its last piece or LEFT, and its workspace. */
const OWN = 64;
const LINE = 16;
export const LEFT = -1;

/** Words for so many threads. */
export const wordsFor = (threads: number): number => OWN + LINE * threads;
export const pieceOf = (rank: number): number => OWN + LINE * rank;
export const workspaceOf = (rank: number): number => OWN + LINE * rank + 1;
