/** Settings that do not match; the message is shown to the user. `name` survives transfer between threads. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
}
