import { inDigits } from '../../core/format';

/** "1 run", "12 runs" */
export const runsText = (n: number, noun = 'run'): string => inDigits(n, noun);
