/** How the server of openai-server.ts responds to one request. */
export type Behaviour =
  | {
      kind: "answer";
      text?: string;
      calls?: { name: string; arguments: unknown }[];
      /** Milliseconds before the first word, and before each one after it. */
      firstMs?: number;
      wordMs?: number;
      /** What happens after the text: it ends normally, the connection is cut, or the stream hangs. */
      ends?: "well" | "cut" | "never";
    }
  | { kind: "status"; status: number; retryAfter?: number }
  /** Text that violates the protocol: lines that are not JSON, or JSON of another shape. */
  | { kind: "nonsense"; text: string };

/** A text, word by word. */
export const say = (text: string): Behaviour => ({ kind: "answer", text });

/** A text with a pause before each word. */
export const answerSlowly = (text: string, wordMs: number): Behaviour => ({ kind: "answer", text, wordMs });

/** A tool call. String arguments are sent unchanged, so that they may be invalid JSON. */
export const call = (name: string, input: unknown = {}): Behaviour => ({
  kind: "answer",
  calls: [{ name, arguments: input }],
});

/** An error response: 401, 404, 429, 500 …; `retryAfter` in seconds. */
export const fail = (status: number, retryAfter?: number): Behaviour => ({
  kind: "status",
  status,
  ...(retryAfter !== undefined && { retryAfter }),
});

/** Starts, and then loses the connection. */
export const cut = (text = "This is only the"): Behaviour => ({ kind: "answer", text, ends: "cut" });

/** Starts (or does not), and hangs. */
export const hang = (text = ""): Behaviour => ({ kind: "answer", text, ends: "never" });

/** Server-sent events that contain no JSON. */
export const malformed = (): Behaviour => ({ kind: "nonsense", text: "data: {{ this is no JSON\n\ndata: [DONE]\n\n" });

/** JSON that is not a completion. */
export const wrongShape = (): Behaviour => ({ kind: "nonsense", text: 'data: {"hello":"world"}\n\ndata: [DONE]\n\n' });

/** A message of the protocol, as far as the server reads it. */
export interface ProtocolMessage {
  role: string;
  content?: string | { type: string; text?: string }[] | null;
  tool_calls?: unknown[];
}

export const textOf = ({ content }: ProtocolMessage): string =>
  typeof content === "string" ? content : (content ?? []).map(({ text = "" }) => text).join("");

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};

type Steered = [pattern: RegExp, behaviour: (...groups: string[]) => Behaviour];

// Messages a user can type to trigger a behaviour, in a browser for instance.
const steered: Steered[] = [
  [/^say: (.*)$/s, (text = "") => say(text)],
  [/^slow(?: (\d+))?: (.*)$/s, (wordMs = "100", text = "") => answerSlowly(text, Number(wordMs))],
  [/^call (\S+) ?(.*)$/s, (name = "", input = "") => call(name, jsonOf(input || "{}"))],
  [/^fail (\d{3})(?: after (\d+))?/, (status, after) => fail(Number(status), after ? Number(after) : undefined)],
  [/^cut(?:: (.*))?$/s, (text) => cut(text)],
  [/^hang(?:: (.*))?$/s, (text) => hang(text)],
  [/^malformed$/, malformed],
  [/^wrong shape$/, wrongShape],
];

/**
 * The default behaviour: the last message selects it, as `say: hello`, `slow 250: one two`, `call add_task
 * {"title":"Milk"}`, `fail 429 after 7`, `cut: one two`, `hang`, `malformed`, `wrong shape`. Anything else is repeated;
 * for a tool's result, its status is.
 */
export function behaviourOf(messages: ProtocolMessage[]): Behaviour {
  const last = messages.at(-1);
  if (!last) return say("Nothing was said.");
  const text = textOf(last);
  if (last.role === "tool") return say(`The tool said ${/"status":"(\w+)"/.exec(text)?.[1] ?? "nothing"}.`);
  for (const [pattern, behaviour] of steered) {
    const match = pattern.exec(text);
    if (match) return behaviour(...match.slice(1));
  }
  return say(`You said: ${text}`);
}
