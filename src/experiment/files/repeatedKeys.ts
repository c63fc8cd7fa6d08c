/** Finds duplicate keys in the objects of a JSON text: `JSON.parse` silently keeps the last one. */

interface Open {
  /** An object's keys so far; undefined for an array. */
  readonly names: Set<string> | undefined;
  /** Keys from the root to this value, at most `MOST_NAMES`. */
  readonly path: readonly string[];
  /** The latest key, whose value comes next. */
  name?: string;
}

const MOST_NAMES = 2;

function pathBelow(around: Open | undefined): readonly string[] {
  const { path = [], name } = around ?? {};
  return name === undefined || path.length >= MOST_NAMES ? path : [...path, name];
}

/** A key with its colon, any other string, or a bracket. */
const TOKEN = /("(?:[^"\\]|\\.)*")\s*:|"(?:[^"\\]|\\.)*"|[{}[\]]/gs;

/**
 * @param json valid JSON
 * @returns the path of each duplicate key: ["experiment", "epochs"]; of deeper ones the first two keys and the last
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
