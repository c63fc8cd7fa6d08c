/** A minimal XML parser for tests: strict, and only for what exported SVG files contain. */

export interface XmlNode {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** Texts and child nodes, in order. */
  readonly inside: (string | XmlNode)[];
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' };

/** @throws Error if an entity is not predefined in XML, or a text has a bare & or < */
function plain(text: string): string {
  if (/<|&(?!(#x?[\da-fA-F]+|amp|lt|gt|quot|apos);)/.test(text))
    throw new Error(`Not valid XML text: ${text}`);
  return text.replace(/&(#x?)?(\w+);/g, (_, kind: string | undefined, code: string) => {
    if (kind === undefined) return entities[code] ?? "'";
    return String.fromCodePoint(Number.parseInt(code, kind === '#x' ? 16 : 10));
  });
}

function attributesOf(text: string): Record<string, string> {
  const found: Record<string, string> = {};
  const rest = text.replace(/\s+([\w:-]+)="([^"]*)"/g, (_, name: string, value: string) => {
    if (name in found) throw new Error(`Duplicate attribute: ${name}`);
    found[name] = plain(value);
    return '';
  });
  if (rest.trim() !== '') throw new Error(`Not an attribute: ${rest}`);
  return found;
}

/**
 * All nodes of a document, the root first.
 * @throws Error if it is not well-formed
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
    if (before !== '' && !outer) throw new Error(`Text outside the root node: ${before}`);
    if (before !== '') outer?.inside.push(before);
    if (end) {
      if (open.pop()?.name !== name) throw new Error(`</${name}> closes no node.`);
      continue;
    }
    if (!outer && all.length > 0) throw new Error('There are two root nodes.');
    const node: XmlNode = { name, attributes: attributesOf(attributes), inside: [] };
    outer?.inside.push(node);
    all.push(node);
    if (!empty) open.push(node);
  }
  if (open.length > 0 || plain(xml.slice(from)).trim() !== '')
    throw new Error('The document ends with an open node or text outside the root.');
  return all;
}

export const textOf = (node: XmlNode | undefined): string =>
  (node?.inside ?? []).map((one) => (typeof one === 'string' ? one : textOf(one))).join('');
