import { type Message, part, spend, type Token, textOf } from "./normalize.ts";

/**
 * Patterns over tokens. A pattern consists of words, `(one|other way)`, `?`, `*`, `+`, `@class` and slots: `{task}`
 * matches as few tokens as possible, `{rest...}` as many. Each step of a pattern visits each token at most once, so
 * matching takes linear time in the length of any message.
 */

type Step =
  | { op: "words"; words: ReadonlySet<string> }
  | { op: "number" }
  | { op: "any" }
  | { op: "split"; first: number; second: number }
  | { op: "save"; slot: string; isEnd: boolean }
  | { op: "done" };

export interface Pattern {
  steps: Step[];
  /** The words it may begin with; undefined when it may begin with any. */
  first: ReadonlySet<string> | undefined;
}

/** Words that are interchangeable wherever a pattern names their class. */
const classes: Record<string, string> = {
  task: "(task|todo|to do|reminder|item) item?",
  tasks: "(tasks|todos|to dos|reminders|items)",
  noun: "(task|tasks|todo|todos|to do|to dos|item|items|reminder|reminders)",
  figure: "(one|two|three|four|five|six|seven|eight|nine|ten)",
  nth: "(first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last|1st|2nd|3rd|4th|5th|6th|7th|8th|9th|10th)",
  is: "(is|are|was|were|'s)",
  list: "(my|the|our)? (todo|to do|task|shopping|grocery|work|daily)? (list|lists|tasks|todos|to dos)",
  done: "(done|complete|completed|finished|closed|checked|ticked)",
  undone:
    "(not (done|complete|completed|finished|done yet)|undone|incomplete|open again?|pending|unfinished|todo|to do|active)",
  level: "(highest|high|top|urgent|important|critical|medium|normal|lowest|low)",
  date: "(due date|due dates|due day|duedate|deadline|deadlines|date|dates)",
  details: "(description|note|notes|comment|detail|details|text)",
  show: "(show|list|display|view|see|get|give|tell|read|print|open|pull up|bring up|check|look at|review)",
  bullet: "(-|\\*|\\+|•)",
};

type Node =
  | { kind: "words"; words: string[] }
  | { kind: "number" }
  | { kind: "slot"; name: string; isGreedy: boolean }
  | { kind: "sequence"; items: Node[] }
  | { kind: "choice"; options: Node[] }
  | { kind: "repeat"; item: Node; least: 0 | 1; isMany: boolean };

/** The operators and words of a pattern; an operator after a backslash is a word. */
const lexemes = (source: string): string[] =>
  source
    .replaceAll(/(?<!\\)[()|?*+]/g, " $& ")
    .split(" ")
    .filter((each) => each !== "");

class Parser {
  readonly #lexemes: string[];
  #at = 0;

  constructor(source: string) {
    this.#lexemes = lexemes(source);
  }

  choice(): Node {
    const options = [this.#sequence()];
    while (this.#lexemes[this.#at] === "|") {
      this.#at++;
      options.push(this.#sequence());
    }
    if (options.length === 1) return options[0] as Node;
    // Single words are one step, however many there are.
    const single = options.flatMap((option) => (option.kind === "words" ? option.words : []));
    const others = options.filter(({ kind }) => kind !== "words");
    return single.length > 1 && others.length === 0 ? { kind: "words", words: single } : { kind: "choice", options };
  }

  #sequence(): Node {
    const items: Node[] = [];
    for (;;) {
      const lexeme = this.#lexemes[this.#at];
      if (lexeme === undefined || lexeme === "|" || lexeme === ")") break;
      this.#at++;
      items.push(this.#quantified(this.#atom(lexeme)));
    }
    return items.length === 1 ? (items[0] as Node) : { kind: "sequence", items };
  }

  #quantified(item: Node): Node {
    const sign = this.#lexemes[this.#at];
    if (sign !== "?" && sign !== "*" && sign !== "+") return item;
    this.#at++;
    return { kind: "repeat", item, least: sign === "+" ? 1 : 0, isMany: sign !== "?" };
  }

  #atom(lexeme: string): Node {
    if (lexeme === "(") {
      const inner = this.choice();
      this.#at++;
      return inner;
    }
    if (lexeme.startsWith("{"))
      return { kind: "slot", name: lexeme.replace(/[{}.]/g, ""), isGreedy: lexeme.endsWith("...}") };
    if (lexeme === "@number") return { kind: "number" };
    const named = lexeme.startsWith("@") ? classes[lexeme.slice(1)] : undefined;
    if (named !== undefined) return new Parser(named).choice();
    return { kind: "words", words: [lexeme.replace("\\", "")] };
  }
}

function compile(node: Node, steps: Step[]): void {
  const branch = (): Extract<Step, { op: "split" }> => {
    const step = { op: "split" as const, first: steps.length + 1, second: 0 };
    steps.push(step);
    return step;
  };
  switch (node.kind) {
    case "words":
      steps.push({ op: "words", words: new Set(node.words) });
      break;
    case "number":
      steps.push({ op: "number" });
      break;
    case "sequence":
      for (const item of node.items) compile(item, steps);
      break;
    case "choice": {
      const ends: Extract<Step, { op: "split" }>[] = [];
      node.options.forEach((option, index) => {
        const isLast = index === node.options.length - 1;
        const start = isLast ? undefined : branch();
        compile(option, steps);
        if (!isLast) ends.push(branch());
        if (start) start.second = steps.length;
      });
      for (const end of ends) [end.first, end.second] = [steps.length, steps.length];
      break;
    }
    case "repeat": {
      const start = steps.length;
      if (node.least === 1) {
        compile(node.item, steps);
        const loop = branch();
        [loop.first, loop.second] = [start, steps.length];
        break;
      }
      const skip = branch();
      compile(node.item, steps);
      if (node.isMany) {
        const loop = branch();
        [loop.first, loop.second] = [start, start];
      }
      skip.second = steps.length;
      break;
    }
    case "slot": {
      steps.push({ op: "save", slot: node.name, isEnd: false });
      const start = steps.length;
      steps.push({ op: "any" });
      const loop = branch();
      const next = steps.length;
      [loop.first, loop.second] = node.isGreedy ? [start, next] : [next, start];
      steps.push({ op: "save", slot: node.name, isEnd: true });
    }
  }
}

/** The words the first token may be; undefined when it may be anything. */
function firstWords(steps: Step[]): ReadonlySet<string> | undefined {
  const [words, seen, open] = [new Set<string>(), new Set<number>(), [0]];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (seen.has(at)) continue;
    seen.add(at);
    const step = steps[at];
    if (!step || step.op === "any" || step.op === "done" || step.op === "number") return undefined;
    if (step.op === "words") for (const word of step.words) words.add(word);
    else if (step.op === "split") open.push(step.first, step.second);
    else open.push(at + 1);
  }
  return words;
}

/** A pattern over a whole message. */
export function pattern(source: string): Pattern {
  const steps: Step[] = [];
  compile(new Parser(source).choice(), steps);
  steps.push({ op: "done" });
  return { steps, first: firstWords(steps) };
}

/** The matches of a pattern's slots; each is a message of its own. */
export class Slots {
  readonly #message: Message;
  readonly #spans: ReadonlyMap<string, [from: number, to: number]>;

  constructor(message: Message, spans: ReadonlyMap<string, [from: number, to: number]>) {
    this.#message = message;
    this.#spans = spans;
  }

  has(slot: string): boolean {
    return this.#spans.has(slot);
  }

  /** The tokens of a slot; none when its part of the pattern did not match. */
  get(slot: string): Message {
    const [from, to] = this.#spans.get(slot) ?? [0, 0];
    return part(this.#message, from, to);
  }

  text(slot: string): string {
    return textOf(this.get(slot));
  }
}

interface Saved {
  slot: string;
  isEnd: boolean;
  at: number;
  before: Saved | undefined;
}

function slotsOf(message: Message, saved: Saved | undefined): Slots {
  const spans = new Map<string, [number, number]>();
  for (let each = saved; each; each = each.before) {
    const span = spans.get(each.slot) ?? [-1, -1];
    if (span[each.isEnd ? 1 : 0] < 0) span[each.isEnd ? 1 : 0] = each.at;
    spans.set(each.slot, span);
  }
  return new Slots(message, spans);
}

const isNumber = ({ kind }: Token): boolean => kind === "number";

/** The slots when the pattern matches the whole message. */
export function match({ steps, first }: Pattern, message: Message): Slots | undefined {
  const { tokens, budget } = message;
  spend(budget, 1);
  if (first && !first.has(tokens[0]?.word ?? "")) return undefined;
  const width = tokens.length + 1;
  const seen = new Uint8Array(steps.length * width);
  const open: [step: number, at: number, saved: Saved | undefined][] = [[0, 0, undefined]];
  for (let next = open.pop(); next; next = open.pop()) {
    const [index, at, saved] = next;
    const place = index * width + at;
    if (seen[place]) continue;
    seen[place] = 1;
    spend(budget, 1);
    const [step, token] = [steps[index], tokens[at]];
    if (step?.op === "done") {
      if (at === tokens.length) return slotsOf(message, saved);
    } else if (step?.op === "split") open.push([step.second, at, saved], [step.first, at, saved]);
    else if (step?.op === "save") open.push([index + 1, at, { slot: step.slot, isEnd: step.isEnd, at, before: saved }]);
    else if (token && (step?.op === "any" || (step?.op === "number" ? isNumber(token) : step?.words.has(token.word))))
      open.push([index + 1, at + 1, saved]);
  }
  return undefined;
}

export const fits = (pattern: Pattern, message: Message): boolean => match(pattern, message) !== undefined;

/** A pattern, and the intent of a message that matches it. */
export type Way<Meaning> = [pattern: Pattern, read: (slots: Slots, message: Message) => Meaning | undefined];

/** The first pattern that matches and gives an intent. */
export function firstOf<Meaning>(ways: readonly Way<Meaning>[], message: Message): Meaning | undefined {
  for (const [way, read] of ways) {
    const slots = match(way, message);
    const meaning = slots && read(slots, message);
    if (meaning !== undefined) return meaning;
  }
  return undefined;
}
