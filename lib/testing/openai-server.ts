import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import { type Behaviour, behaviourOf, type ProtocolMessage, textOf } from "./openai-behaviours.ts";

/** A request that the server received. */
interface ModelRequest {
  path: string;
  headers: IncomingHttpHeaders;
  body: { model?: string; stream?: boolean; messages?: ProtocolMessage[]; tools?: unknown[] };
  /** Whether the caller disconnected before the response ended. */
  isAborted: boolean;
}

/** A server that implements OpenAI's chat completions, for tests, journeys and benchmarks. */
export interface TestModelServer {
  /** The value for `AI_BASE_URL`, with `/v1`. */
  url: string;
  /** The latest 1,000 requests. */
  requests: ModelRequest[];
  /** The responses to the next requests, one each; after them `script` decides again. */
  next(...behaviours: Behaviour[]): void;
  close(): Promise<void>;
}

interface ServerOptions {
  /** Its port; any free one by default. */
  port?: number;
  /** Decides all responses; by default the last message does, see `behaviourOf`. */
  script?: (messages: ProtocolMessage[]) => Behaviour;
  /** Without this key, 401. */
  key?: string;
}

const errors: Record<number, [type: string, message: string]> = {
  400: ["invalid_request_error", "This request is not understood."],
  401: ["invalid_request_error", "Incorrect API key provided: sk-secret-of-the-operator."],
  404: ["model_not_found", "The model does not exist or you do not have access to it."],
  429: ["rate_limit_exceeded", "Rate limit reached for requests."],
};

async function bodyOf(request: IncomingMessage): Promise<ModelRequest["body"]> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return chunks.length === 0 ? {} : JSON.parse(Buffer.concat(chunks).toString());
}

function refuse(response: ServerResponse, status: number, retryAfter?: number): void {
  const [type, message] = errors[status] ?? ["server_error", "The server had an error while processing your request."];
  response.writeHead(status, {
    "content-type": "application/json",
    ...(retryAfter !== undefined && { "retry-after": String(retryAfter) }),
  });
  response.end(JSON.stringify({ error: { message, type, code: type } }));
}

const words = (text: string): string[] => text.match(/\s*\S+\s*$|\s*\S+/g) ?? [];

/** Tokens are words here. */
const usageOf = (asked: ProtocolMessage[], answer: string) => {
  const prompt = asked.reduce((sum, message) => sum + words(textOf(message)).length, 0);
  const completion = words(answer).length;
  return { prompt_tokens: prompt, completion_tokens: completion, total_tokens: prompt + completion };
};

let answers = 0;

type Answer = Extract<Behaviour, { kind: "answer" }>;

function callsOf(id: string, { calls = [] }: Answer) {
  return calls.map(({ name, arguments: input }, index) => ({
    index,
    id: `${id}-call-${index}`,
    type: "function",
    function: { name, arguments: typeof input === "string" ? input : JSON.stringify(input) },
  }));
}

function whole(response: ServerResponse, { body }: ModelRequest, answer: Answer): void {
  const id = `chatcmpl-${++answers}`;
  const { text = "" } = answer;
  const calls = callsOf(id, answer);
  const message = { role: "assistant", content: text || null, ...(calls.length > 0 && { tool_calls: calls }) };
  const choices = [{ index: 0, message, finish_reason: calls.length > 0 ? "tool_calls" : "stop" }];
  const usage = usageOf(body.messages ?? [], text);
  response.setHeader("content-type", "application/json");
  response.end(JSON.stringify({ id, object: "chat.completion", created: 0, model: body.model, choices, usage }));
}

async function stream(response: ServerResponse, { body }: ModelRequest, answer: Answer): Promise<void> {
  const id = `chatcmpl-${++answers}`;
  const { text = "", firstMs = 0, wordMs = 0 } = answer;
  const frame = { id, object: "chat.completion.chunk", created: 0, model: body.model };
  const send = (part: object) => response.write(`data: ${JSON.stringify({ ...frame, ...part })}\n\n`);
  const delta = (part: object, reason: string | null = null) =>
    send({ choices: [{ index: 0, delta: part, finish_reason: reason }] });

  if (firstMs > 0) await pause(firstMs);
  response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-cache" });
  delta({ role: "assistant", content: "" });
  for (const word of words(text)) {
    if (wordMs > 0) await pause(wordMs);
    if (response.destroyed) return;
    delta({ content: word });
  }
  const calls = callsOf(id, answer);
  for (const { function: named, ...toolCall } of calls) {
    delta({ tool_calls: [{ ...toolCall, function: { name: named.name, arguments: "" } }] });
    for (const piece of named.arguments.match(/.{1,8}/gsu) ?? []) {
      delta({ tool_calls: [{ index: toolCall.index, function: { arguments: piece } }] });
    }
  }
  if (answer.ends === "never") return;
  if (answer.ends === "cut") {
    // Flush written data before the connection is cut.
    response.write("", () => response.destroy());
    return;
  }
  delta({}, calls.length > 0 ? "tool_calls" : "stop");
  send({ choices: [], usage: usageOf(body.messages ?? [], text) });
  response.end("data: [DONE]\n\n");
}

async function answerWith(response: ServerResponse, request: ModelRequest, behaviour: Behaviour): Promise<void> {
  if (behaviour.kind === "status") return refuse(response, behaviour.status, behaviour.retryAfter);
  if (behaviour.kind === "nonsense") {
    response.writeHead(200, { "content-type": request.body.stream ? "text/event-stream" : "application/json" });
    response.end(behaviour.text);
    return;
  }
  if (request.body.stream) return stream(response, request, behaviour);
  if (behaviour.ends === "cut") response.destroy();
  else if (behaviour.ends !== "never") whole(response, request, behaviour);
}

/** Starts it on 127.0.0.1. */
export async function startOpenAiServer(options: ServerOptions = {}): Promise<TestModelServer> {
  const { script = behaviourOf, key, port = 0 } = options;
  const requests: ModelRequest[] = [];
  const queue: Behaviour[] = [];
  const server = createServer(async (incoming, response) => {
    const { pathname } = new URL(incoming.url ?? "/", "http://model");
    const body = await bodyOf(incoming).catch(() => undefined);
    const request: ModelRequest = { path: pathname, headers: incoming.headers, body: body ?? {}, isAborted: false };
    if (requests.push(request) > 1000) requests.shift();
    response.on("close", () => {
      request.isAborted = !response.writableFinished;
    });
    response.on("error", () => response.destroy());
    if (!body) return refuse(response, 400);
    if (key && incoming.headers.authorization !== `Bearer ${key}`) return refuse(response, 401);
    if (pathname !== "/v1/chat/completions") return refuse(response, 404);
    await answerWith(response, request, queue.shift() ?? script(body.messages ?? []));
  });
  await new Promise<void>((listening) => server.listen(port, "127.0.0.1", listening));
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === "object" && address ? address.port : port}/v1`,
    requests,
    next(...behaviours) {
      queue.push(...behaviours);
    },
    async close() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

// As a program: node lib/testing/openai-server.ts --port 11434
if (import.meta.main) {
  const at = process.argv.indexOf("--port");
  const { url } = await startOpenAiServer({ port: at === -1 ? 11_434 : Number(process.argv[at + 1]) });
  process.stdout.write(`${url}\n`);
}
