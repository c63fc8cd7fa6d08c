/** What was typed cannot be understood; the message names the option, the value and the way out. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
