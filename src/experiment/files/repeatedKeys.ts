/** Names that stand twice in one object of a JSON text: `JSON.parse` takes the last of them without a word. */

interface Open {
  /** Of an object; a list has none. */
  readonly names: Set<string> | undefined;
  /** What it is the value of, from the outermost object in: so many names as a message tells, however deep it stands. */
  readonly path: readonly string[];
  /** The name whose value comes next. */
  name?: string;
}

const MOST_NAMES = 2;

function pathBelow(around: Open | undefined): readonly string[] {
  const { path = [], name } = around ?? {};
  return name === undefined || path.length >= MOST_NAMES ? path : [...path, name];
}

/** A name with its colon, any other text, or a bracket. */
const TOKEN = /("(?:[^"\\]|\\.)*")\s*:|"(?:[^"\\]|\\.)*"|[{}[\]]/gs;

/**
 * @param json a text that `JSON.parse` reads
 * @returns the way to each repeated name: ["experiment", "epochs"]; of a deep one its first two steps and its last
 */
export function repeatedKeys(json: string): readonly (readonly string[])[] {
  const repeated: (readonly string[])[] = [];
  const open: Open[] = [];
  for (const [token, named] of json.matchAll(TOKEN)) {
    const around = open.at(-1);
    if (named !== undefined && around?.names) {
      const name = JSON.parse(named) as string;
      if (around.names.has(name)) repeated.push([...around.path, name]);
      around.names.add(name);
      around.name = name;
    } else if (token === '{' || token === '[') {
      const path = pathBelow(around);
      open.push({ names: token === '{' ? new Set() : undefined, path });
    } else if (token === '}' || token === ']') open.pop();
  }
  return repeated;
}
