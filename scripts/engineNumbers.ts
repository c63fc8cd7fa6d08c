/** Finds implementation-approximated functions in source code, whose last bits differ between JavaScript engines. */
import ts from 'typescript';

/** ECMAScript's "implementation-approximated" functions. Others (abs, sqrt, fround, round, max, …) are exact. */
const approximated = new Set([
  ...[
    'acos',
    'acosh',
    'asin',
    'asinh',
    'atan',
    'atan2',
    'atanh',
    'cbrt',
    'cos',
    'cosh',
    'exp',
    'expm1',
    'hypot',
  ],
  ...['log', 'log10', 'log1p', 'log2', 'pow', 'sin', 'sinh', 'tan', 'tanh'],
]);

export interface Use {
  /** `log`, or `**`. */
  readonly name: string;
  readonly line: number;
}

/** 2 ** 20: whole powers of two are exact in every engine. */
function isPowerOfTwo({ left, right }: ts.BinaryExpression): boolean {
  const whole = ts.isPrefixUnaryExpression(right) ? right.operand : right;
  return (
    ts.isNumericLiteral(left) && left.text === '2' && ts.isNumericLiteral(whole) && /^\d+$/.test(whole.text)
  );
}

const isMath = (node: ts.Node): boolean => ts.isIdentifier(node) && node.text === 'Math';

/** Functions of Math used at a node: `Math.log`, `Math['log']`, `const { log } = Math`; all if Math itself is passed on. */
function namesOf(node: ts.Node): string[] {
  if (ts.isBinaryExpression(node)) {
    const { kind } = node.operatorToken;
    const power =
      kind === ts.SyntaxKind.AsteriskAsteriskToken || kind === ts.SyntaxKind.AsteriskAsteriskEqualsToken;
    return power && !isPowerOfTwo(node) ? ['**'] : [];
  }
  if (!isMath(node)) return [];
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent) && parent.expression === node) return [parent.name.text];
  if (ts.isElementAccessExpression(parent) && ts.isStringLiteralLike(parent.argumentExpression))
    return [parent.argumentExpression.text];
  if (ts.isVariableDeclaration(parent) && ts.isObjectBindingPattern(parent.name))
    return parent.name.elements.map(({ propertyName, name }) => (propertyName ?? name).getText());
  // Ignore property names and object keys called Math.
  if (ts.isPropertyAccessExpression(parent) || ts.isPropertyAssignment(parent)) return [];
  return [...approximated];
}

/** @param file its extension tells whether it contains JSX */
export function usesOf(file: string, text: string): Use[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const uses: Use[] = [];
  const visit = (node: ts.Node): void => {
    for (const name of namesOf(node)) {
      if (name !== '**' && !approximated.has(name)) continue;
      uses.push({ name, line: source.getLineAndCharacterOfPosition(node.getStart()).line + 1 });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return uses;
}
