/** The engine refuses settings that do not go together, in words for the person. Its name survives the way between threads. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
}
