import { count } from '../format';

/** Why errors cannot arrive so late, and what would do. @param batches of the shortest epoch */
export const delayProblem = (delay: number, batches: number): string =>
  `Error delay: ${count(delay)} batches are more than an epoch has, ${count(batches)}. Choose ${count(batches)} or fewer.`;
