/** Something that the person can put right: said in one line, without a stack. */
export class Problem extends Error {}
