/** Milliseconds: the same in all threads of the process. */
export const wallClock = (): number => Number(process.hrtime.bigint()) / 1e6;
