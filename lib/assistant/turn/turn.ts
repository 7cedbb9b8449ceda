import "server-only";
import type { UIMessageChunk } from "ai";
import type { MessageMetadata, MessagePart } from "@/lib/assistant/constants.ts";
import type { TurnRequest } from "./start-cases.ts";
import { chunksOf } from "./stream-chunks.ts";
import type { TurnKeys } from "./turn-queries.ts";

/** An answer while this process writes it: the chunks streamed so far, for all its readers. */

const encoder = new TextEncoder();
const frameOf = (chunk: UIMessageChunk): string => `data: ${JSON.stringify(chunk)}\n\n`;
const lastFrame = "data: [DONE]\n\n";

// Proxies close connections that are idle for a while.
const keepAliveMs = 15_000;

/** The start chunk of an answer's stream. */
export interface Opening {
  /** The message's key: the client's id for it. */
  key: string;
  metadata: MessageMetadata;
  /** Parts that were in the message before this turn. */
  base: readonly MessagePart[];
}

const startOf = ({ key, metadata }: Opening): UIMessageChunk => ({
  type: "start",
  messageId: key,
  messageMetadata: metadata,
});

/** A turn in progress in this process. */
export class Turn {
  readonly id: string;
  readonly owner: number;
  readonly conversation: number;
  readonly message: number;
  /** The request that started it. */
  readonly request: TurnRequest["request"];
  /** Seconds until a retry makes sense, when the provider failed and said so. */
  retryAfter: number | undefined;
  readonly #opening: Opening;
  readonly #frames: string[] = [];
  readonly #abort = new AbortController();
  readonly #ended = Promise.withResolvers<void>();
  #changed = Promise.withResolvers<void>();
  #closed = false;

  constructor({ turn, owner, conversation, message }: TurnKeys, request: TurnRequest["request"], opening: Opening) {
    this.id = turn;
    this.owner = owner;
    this.conversation = conversation;
    this.message = message;
    this.request = request;
    this.#opening = opening;
  }

  /** Aborted when the answer must stop; the reason says why. */
  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  /** Settles when the answer is complete and stored. Never rejects. */
  get done(): Promise<void> {
    return this.#ended.promise;
  }

  stop(reason: Error): void {
    this.#abort.abort(reason);
  }

  push(chunk: UIMessageChunk): void {
    this.#frames.push(frameOf(chunk));
    this.#wake();
  }

  close(): void {
    this.#closed = true;
    this.#wake();
    this.#ended.resolve();
  }

  #wake(): void {
    this.#changed.resolve();
    this.#changed = Promise.withResolvers();
  }

  /** Waits for more frames; true when none came for a while. */
  async #isQuiet(): Promise<boolean> {
    let timer: NodeJS.Timeout | undefined;
    const quiet = new Promise<boolean>((done) => {
      timer = setTimeout(done, keepAliveMs, true);
    });
    const quietly = await Promise.race([this.#changed.promise.then(() => false), quiet]);
    clearTimeout(timer);
    return quietly;
  }

  /**
   * The answer as server-sent events, from its beginning to its end. Readers that disconnect do not affect it.
   * @param whole also the parts from before this turn, for readers without them
   */
  read(whole: boolean): ReadableStream<Uint8Array> {
    const head = [startOf(this.#opening), ...(whole ? chunksOf(this.#opening.base) : [])].map(frameOf).join("");
    let next = 0;
    let left = false;
    return new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(encoder.encode(head)),
      pull: async (controller) => {
        while (next === this.#frames.length && !this.#closed) {
          const quiet = await this.#isQuiet();
          if (left) return;
          if (quiet) return controller.enqueue(encoder.encode(": still here\n\n"));
        }
        const text = this.#frames.slice(next).join("");
        next = this.#frames.length;
        controller.enqueue(encoder.encode(this.#closed ? text + lastFrame : text));
        if (this.#closed) controller.close();
      },
      cancel: () => {
        left = true;
      },
    });
  }
}

/** A stream of chunks that are all available already. */
export function streamOf(opening: Opening, chunks: readonly UIMessageChunk[]): ReadableStream<Uint8Array> {
  const text = [startOf(opening), ...chunksOf(opening.base), ...chunks].map(frameOf).join("");
  return new Blob([text + lastFrame]).stream();
}

const shared = globalThis as { stintTurns?: Map<number, Turn>; stintTurnLines?: Map<number, Promise<void>> };

// Next bundles this module several times in one process; the turns must be shared by all of them.
function turns(): Map<number, Turn> {
  shared.stintTurns ??= new Map();
  return shared.stintTurns;
}

function lines(): Map<number, Promise<void>> {
  shared.stintTurnLines ??= new Map();
  return shared.stintTurnLines;
}

/** This process's turn in progress in a conversation. */
export const turnIn = (conversation: number): Turn | undefined => turns().get(conversation);

/** This process's turn in progress for the same request of the same user. */
export function turnFor(owner: number, request: NonNullable<TurnRequest["request"]>): Turn | undefined {
  const { key, hash } = request;
  return [...turns().values()].find(
    (turn) => turn.owner === owner && turn.request?.key === key && turn.request.hash === hash,
  );
}

/** Registers a turn until it is done. */
export function keepTurn(turn: Turn): void {
  turns().set(turn.conversation, turn);
  void turn.done.then(() => {
    if (turns().get(turn.conversation) === turn) turns().delete(turn.conversation);
  });
}

/** How many turns are in progress in this process, and how many conversations have waiting requests; for tests. */
export const turnCounts = () => ({ running: turns().size, waiting: lines().size });

/** A place in a conversation's queue: the first one may try to start a turn. */
export interface Place {
  /** Waits until it is the first; false when that took longer than `milliseconds`. */
  comes(milliseconds: number): Promise<boolean>;
  /** Leaves the queue at once, or when the started turn is done. */
  leave(turn?: Turn): void;
}

/** Enters a conversation's queue, behind earlier requests in this process. */
export function lineUp(conversation: number): Place {
  const before = lines().get(conversation) ?? Promise.resolve();
  const gone = Promise.withResolvers<void>();
  // A place that was given up still separates those before from those behind.
  const mine = Promise.all([before, gone.promise]).then(() => {
    if (lines().get(conversation) === mine) lines().delete(conversation);
  });
  lines().set(conversation, mine);
  return {
    async comes(milliseconds) {
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<boolean>((done) => {
        timer = setTimeout(done, milliseconds, false);
      });
      const first = await Promise.race([before.then(() => true), late]);
      clearTimeout(timer);
      return first;
    },
    leave(turn) {
      if (turn) void turn.done.then(gone.resolve);
      else gone.resolve();
    },
  };
}
