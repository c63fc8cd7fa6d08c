import { count } from '../../core/format';

/** "1 run", "12 runs" */
export const runsText = (n: number, noun = 'run'): string => `${count(n)} ${noun}${n === 1 ? '' : 's'}`;
