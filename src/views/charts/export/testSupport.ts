/** A reader of XML for tests: strict about what an SVG file may have, and no more than that. */

export interface XmlNode {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** Texts and nodes, in order. */
  readonly inside: (string | XmlNode)[];
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' };

/** @throws Error where an entity is not one of XML's, or a bare & or < stands in a text */
function plain(text: string): string {
  if (/<|&(?!(#x?[\da-fA-F]+|amp|lt|gt|quot|apos);)/.test(text))
    throw new Error(`Not a text of XML: ${text}`);
  return text.replace(/&(#x?)?(\w+);/g, (_, kind: string | undefined, code: string) => {
    if (kind === undefined) return entities[code] ?? "'";
    return String.fromCodePoint(Number.parseInt(code, kind === '#x' ? 16 : 10));
  });
}

function attributesOf(text: string): Record<string, string> {
  const found: Record<string, string> = {};
  const rest = text.replace(/\s+([\w:-]+)="([^"]*)"/g, (_, name: string, value: string) => {
    if (name in found) throw new Error(`${name} stands there twice.`);
    found[name] = plain(value);
    return '';
  });
  if (rest.trim() !== '') throw new Error(`Not an attribute: ${rest}`);
  return found;
}

/**
 * All nodes of a document, the outermost first.
 * @throws Error where it is not well-formed
 */
export function nodesOf(xml: string): readonly XmlNode[] {
  const all: XmlNode[] = [];
  const open: XmlNode[] = [];
  let from = 0;
  for (const match of xml.matchAll(/<(\/?)([\w:]+)((?:\s+[\w:-]+="[^"]*")*)\s*(\/?)>/g)) {
    const [whole, end, name = '', attributes = '', empty] = match;
    const before = plain(xml.slice(from, match.index));
    from = match.index + whole.length;
    const outer = open.at(-1);
    if (before !== '' && !outer) throw new Error(`A text outside of all: ${before}`);
    if (before !== '') outer?.inside.push(before);
    if (end) {
      if (open.pop()?.name !== name) throw new Error(`</${name}> ends nothing.`);
      continue;
    }
    if (!outer && all.length > 0) throw new Error('There are two outermost nodes.');
    const node: XmlNode = { name, attributes: attributesOf(attributes), inside: [] };
    outer?.inside.push(node);
    all.push(node);
    if (!empty) open.push(node);
  }
  if (open.length > 0 || plain(xml.slice(from)).trim() !== '') throw new Error('It does not end.');
  return all;
}

export const textOf = (node: XmlNode | undefined): string =>
  (node?.inside ?? []).map((one) => (typeof one === 'string' ? one : textOf(one))).join('');
