import { globSync, readFileSync } from "node:fs";
import ts from "typescript";

/** Finds the regular expressions of the product's code. */

/** A pattern, and its location. */
export interface FoundPattern {
  file: string;
  /** As a literal, with its flags; undefined when only running the code would tell. */
  literal: { source: string; flags: string } | undefined;
  /** The source code. */
  text: string;
}

const product = "{app,components,lib,db}/**/*.{ts,tsx}";
const others = /\.test\.tsx?$|^lib\/(?:testing|cli)\//;

/** The product's files, relative to the working directory. */
export const productFiles = (): string[] => [
  ...globSync(product)
    .map((file) => file.replaceAll("\\", "/"))
    .filter((file) => !others.test(file)),
  "middleware.ts",
];

/** Evaluates strings that are built from constants of one file. */
class Constants {
  readonly #known = new Map<string, ts.Expression>();

  constructor(source: ts.SourceFile) {
    const visit = (node: ts.Node): void => {
      if (ts.isVariableDeclaration(node) && ts.isIdentifier(node.name) && node.initializer)
        this.#known.set(node.name.text, node.initializer);
      ts.forEachChild(node, visit);
    };
    visit(source);
  }

  /** A string or a list of strings; undefined when it is neither. */
  valueOf(node: ts.Expression | undefined): string | string[] | undefined {
    if (!node) return undefined;
    if (ts.isStringLiteralLike(node)) return node.text;
    if (ts.isParenthesizedExpression(node) || ts.isAsExpression(node)) return this.valueOf(node.expression);
    if (ts.isIdentifier(node)) return this.valueOf(this.#known.get(node.text));
    if (ts.isTaggedTemplateExpression(node)) return this.#template(node.template, true);
    if (ts.isTemplateExpression(node)) return this.#template(node, false);
    if (ts.isArrayLiteralExpression(node)) return all(node.elements.map((each) => this.#text(each)));
    if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken) {
      const [left, right] = [this.#text(node.left), this.#text(node.right)];
      return left === undefined || right === undefined ? undefined : left + right;
    }
    return ts.isCallExpression(node) ? this.#called(node) : undefined;
  }

  #text(node: ts.Expression): string | undefined {
    const value = this.valueOf(node);
    return typeof value === "string" ? value : undefined;
  }

  #template(node: ts.TemplateLiteral, isRaw: boolean): string | undefined {
    const said = (part: ts.TemplateLiteralLikeNode) => (isRaw ? part.rawText : part.text) ?? part.text;
    if (ts.isNoSubstitutionTemplateLiteral(node)) return said(node);
    let text = said(node.head);
    for (const { expression, literal } of node.templateSpans) {
      const value = this.#text(expression);
      if (value === undefined) return undefined;
      text += value + said(literal);
    }
    return text;
  }

  #called({ expression, arguments: given }: ts.CallExpression): string | string[] | undefined {
    if (!ts.isPropertyAccessExpression(expression)) return undefined;
    const [value, first] = [this.valueOf(expression.expression), given[0]];
    if (expression.name.text === "slice" && Array.isArray(value)) return value.slice(Number(first?.getText() ?? 0));
    const argument = first && this.#text(first);
    if (expression.name.text === "join" && Array.isArray(value)) return value.join(argument ?? ",");
    return expression.name.text === "split" && typeof value === "string" && argument !== undefined
      ? value.split(argument)
      : undefined;
  }
}

const all = (texts: (string | undefined)[]): string[] | undefined =>
  texts.every((text) => text !== undefined) ? texts : undefined;

/** All regular expressions of a file's code. */
export function patternsIn(file: string, code: string): FoundPattern[] {
  const source = ts.createSourceFile(file, code, ts.ScriptTarget.Latest, true);
  const constants = new Constants(source);
  const found: FoundPattern[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isRegularExpressionLiteral(node)) {
      const end = node.text.lastIndexOf("/");
      const literal = { source: node.text.slice(1, end), flags: node.text.slice(end + 1) };
      found.push({ file, literal, text: node.text });
    } else if ((ts.isNewExpression(node) || ts.isCallExpression(node)) && node.expression.getText() === "RegExp") {
      const [pattern, flags] = [constants.valueOf(node.arguments?.[0]), node.arguments?.[1]];
      const given = flags ? constants.valueOf(flags) : "";
      const isKnown = typeof pattern === "string" && typeof given === "string";
      found.push({ file, literal: isKnown ? { source: pattern, flags: given } : undefined, text: node.getText() });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** All regular expressions of the product. */
export const productPatterns = (): FoundPattern[] =>
  productFiles().flatMap((file) => patternsIn(file, readFileSync(file, "utf8")));
