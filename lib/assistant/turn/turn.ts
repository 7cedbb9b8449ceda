import "server-only";
import type { UIMessageChunk } from "ai";
import type { MessageMetadata, MessagePart } from "@/lib/assistant/constants.ts";
import type { TurnRequest } from "./start-cases.ts";
import { chunksOf } from "./stream-chunks.ts";
import type { TurnKeys } from "./turn-queries.ts";

/** An answer while this process writes it: what was streamed so far, for everybody who reads it. */

const encoder = new TextEncoder();
const frameOf = (chunk: UIMessageChunk): string => `data: ${JSON.stringify(chunk)}\n\n`;
const lastFrame = "data: [DONE]\n\n";

// Proxies close connections on which nothing comes for a while.
const keepAliveMs = 15_000;

/** What a stream of an answer begins with. */
export interface Opening {
  /** The message's key: what pages know it by. */
  key: string;
  metadata: MessageMetadata;
  /** What stood in the message before this turn. */
  base: readonly MessagePart[];
}

const startOf = ({ key, metadata }: Opening): UIMessageChunk => ({
  type: "start",
  messageId: key,
  messageMetadata: metadata,
});

/** A turn that is being written in this process. */
export class Turn {
  readonly id: string;
  readonly owner: number;
  readonly conversation: number;
  readonly message: number;
  /** What it was asked for with. */
  readonly request: TurnRequest["request"];
  /** Seconds after which the provider wants to be asked again, when it failed and said so. */
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

  /** Aborted when the answer is to stop; the reason says why. */
  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  /** Settles when the answer is written and kept. Never rejects. */
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
   * The answer as server-sent events, from its beginning to its end. Who stops reading changes nothing about it.
   * @param whole also what stood in the message before this turn, for readers that do not have it
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

/** A stream of chunks that are all there already. */
export function streamOf(opening: Opening, chunks: readonly UIMessageChunk[]): ReadableStream<Uint8Array> {
  const text = [startOf(opening), ...chunksOf(opening.base), ...chunks].map(frameOf).join("");
  return new Blob([text + lastFrame]).stream();
}

const shared = globalThis as { stintTurns?: Map<number, Turn>; stintTurnLines?: Map<number, Promise<void>> };

// Next bundles this module several times in one process; the turns must be the same for all of them.
function turns(): Map<number, Turn> {
  shared.stintTurns ??= new Map();
  return shared.stintTurns;
}

function lines(): Map<number, Promise<void>> {
  shared.stintTurnLines ??= new Map();
  return shared.stintTurnLines;
}

/** The turn of a conversation that this process is writing. */
export const turnIn = (conversation: number): Turn | undefined => turns().get(conversation);

/** The turn that this process is writing for the same request of the same person. */
export function turnFor(owner: number, request: NonNullable<TurnRequest["request"]>): Turn | undefined {
  const { key, hash } = request;
  return [...turns().values()].find(
    (turn) => turn.owner === owner && turn.request?.key === key && turn.request.hash === hash,
  );
}

/** Makes a turn known until it is done. */
export function keepTurn(turn: Turn): void {
  turns().set(turn.conversation, turn);
  void turn.done.then(() => {
    if (turns().get(turn.conversation) === turn) turns().delete(turn.conversation);
  });
}

/** How many turns this process is writing, and how many conversations somebody waits in; for tests. */
export const turnCounts = () => ({ running: turns().size, waiting: lines().size });

/** A place in the line of a conversation: whoever holds the first one may try to begin a turn. */
export interface Place {
  /** Waits until it is the first; false when that took longer than `milliseconds`. */
  comes(milliseconds: number): Promise<boolean>;
  /** Gives the place up at once, or when the turn that was begun is done. */
  leave(turn?: Turn): void;
}

/** Gets in line in a conversation, behind all who came before in this process. */
export function lineUp(conversation: number): Place {
  const before = lines().get(conversation) ?? Promise.resolve();
  const gone = Promise.withResolvers<void>();
  // Who gives up waiting still stands between those before and those behind.
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
