/** Invalid usage; the message names the option, the value and a way out. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
