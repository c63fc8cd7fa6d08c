/**
 * What a layer must wait for before it can compute or be updated. Source: Jaderberg et al. 2017 (arXiv 1608.05343),
 * section 1, which distinguishes three kinds of locking.
 */
import { isUpdateLocked, type Rule } from './rule';

export interface Locks {
  /** A layer cannot run before the layers below it have run. */
  readonly forward: boolean;
  /** A layer cannot learn before the layers above it have run forward. */
  readonly update: boolean;
  /** A layer cannot learn before the layers above it have run forward and backward. */
  readonly backward: boolean;
}

/** Locking of hidden layers. Backward locking implies update locking; every rule here is forward locked. */
export const locksOf = (rule: Rule): Locks => ({
  forward: true,
  update: isUpdateLocked(rule),
  backward: rule.path === 'layerwise',
});
