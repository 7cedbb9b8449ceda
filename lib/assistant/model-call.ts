import "server-only";
import type {
  LanguageModelV4,
  LanguageModelV4CallOptions,
  LanguageModelV4StreamPart,
  LanguageModelV4StreamResult,
} from "@ai-sdk/provider";
import { APICallError, wrapLanguageModel } from "ai";
import { env } from "@/lib/core/env.ts";
import { log } from "@/lib/core/log.ts";
import type { Usage } from "./constants.ts";
import { CutStreamError, failureOf, retryAfterOf, SilentModelError } from "./failures.ts";
import { type AssistantModel, assistantModel } from "./models.ts";

const shared = globalThis as { stintModelInPlace?: AssistantModel | undefined };

/** The model used in this process. */
export const currentModel = async (): Promise<AssistantModel> => shared.stintModelInPlace ?? assistantModel();

/** Replaces the model; for tests. */
export function useModel(model: AssistantModel | undefined): void {
  shared.stintModelInPlace = model;
}

/** A model's display name: `provider/model`, or `built-in`. */
export const modelName = ({ provider, name, isBuiltIn }: AssistantModel): string =>
  isBuiltIn ? "built-in" : `${provider}/${name}`;

/** The user a model is called for, and the usage of all calls of one answer so far. */
export interface Account {
  userId: number;
  requestId: string;
  used: Usage;
}

const sum = (before: number | null, more: number | undefined) =>
  more === undefined ? before : (before ?? 0) + Math.round(more);

/** Waits for `work`, but no longer than `signal` allows: a model may ignore the signal it was given. */
async function heeding<T>(work: PromiseLike<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  const aborted = Promise.withResolvers<never>();
  const abort = () => aborted.reject(signal.reason);
  signal.addEventListener("abort", abort);
  try {
    return await Promise.race([work, aborted.promise]);
  } finally {
    signal.removeEventListener("abort", abort);
  }
}

/** One call of a provider: its timeout, and its one line in the log. */
class ModelCall {
  readonly #started = performance.now();
  readonly #silence = new AbortController();
  readonly #assistant: AssistantModel;
  readonly #account: Account;
  #done = false;
  readonly signal: AbortSignal;

  constructor(assistant: AssistantModel, account: Account, outer: AbortSignal | undefined) {
    this.#assistant = assistant;
    this.#account = account;
    this.signal = outer ? AbortSignal.any([outer, this.#silence.signal]) : this.#silence.signal;
  }

  /** Waits for the next word, at most `AI_TIMEOUT_SECONDS`. */
  async next<T>(work: PromiseLike<T>): Promise<T> {
    const timer = setTimeout(() => this.#silence.abort(new SilentModelError()), env().AI_TIMEOUT_SECONDS * 1000);
    try {
      return await heeding(work, this.signal);
    } finally {
      clearTimeout(timer);
    }
  }

  end(outcome: string, input?: number, output?: number): void {
    if (this.#done) return;
    this.#done = true;
    const { used, userId, requestId } = this.#account;
    const duration = performance.now() - this.#started;
    used.input_tokens = sum(used.input_tokens, input);
    used.output_tokens = sum(used.output_tokens, output);
    used.duration_ms = sum(used.duration_ms, duration);
    log().info(
      {
        provider: this.#assistant.provider,
        model: this.#assistant.name,
        outcome,
        input_tokens: input,
        output_tokens: output,
        duration_ms: Math.round(duration * 100) / 100,
        user_id: userId,
        request_id: requestId,
      },
      "model call",
    );
  }

  fail(error: unknown, outer: AbortSignal | undefined): void {
    this.end(outer?.aborted ? "stopped" : failureOf(error).code);
  }
}

/** The model's parts; an interruption becomes an error part, so that the parts before it are kept. */
function guarded(
  stream: ReadableStream<LanguageModelV4StreamPart>,
  call: ModelCall,
  outer: AbortSignal | undefined,
): ReadableStream<LanguageModelV4StreamPart> {
  const reader = stream.getReader();
  let whole = false;
  return new ReadableStream<LanguageModelV4StreamPart>({
    async pull(controller) {
      try {
        const { done, value } = await call.next(reader.read());
        if (done && !whole) throw new CutStreamError();
        if (done) return controller.close();
        if (value.type === "finish") {
          whole = true;
          call.end("ok", value.usage.inputTokens.total, value.usage.outputTokens.total);
        } else if (value.type === "error") {
          whole = true;
          call.fail(value.error, outer);
        }
        controller.enqueue(value);
      } catch (error) {
        call.fail(error, outer);
        void reader.cancel(error).catch(() => {});
        controller.enqueue({ type: "error", error });
        controller.close();
      }
    },
    async cancel(reason) {
      call.fail(reason, outer);
      await reader.cancel(reason).catch(() => {});
    },
  });
}

// When a provider requests a longer delay, the user is told, and waits more readily knowing why.
const longestPauseSeconds = 2;

/** Whether an immediate retry may help. */
function worthAnother(error: unknown): boolean {
  return APICallError.isInstance(error) && error.isRetryable && (retryAfterOf(error) ?? 0) <= longestPauseSeconds;
}

/**
 * The model with monitoring: a call that stays silent for `AI_TIMEOUT_SECONDS` fails, one that fails before its first
 * word is retried once where that may help, an interrupted stream ends with an error part, and each call is logged.
 */
export function watched(assistant: AssistantModel, account: Account): LanguageModelV4 {
  async function attempt(model: LanguageModelV4, params: LanguageModelV4CallOptions) {
    const call = new ModelCall(assistant, account, params.abortSignal);
    try {
      const result = await call.next(model.doStream({ ...params, abortSignal: call.signal }));
      return { ...result, stream: guarded(result.stream, call, params.abortSignal) };
    } catch (error) {
      call.fail(error, params.abortSignal);
      throw error;
    }
  }
  return wrapLanguageModel({
    model: assistant.model,
    middleware: {
      specificationVersion: "v4",
      async wrapStream({ model, params }): Promise<LanguageModelV4StreamResult> {
        try {
          return await attempt(model, params);
        } catch (error) {
          if (params.abortSignal?.aborted || !worthAnother(error)) throw error;
          const pause = new Promise((done) => setTimeout(done, (retryAfterOf(error) ?? 0.5) * 1000));
          await heeding(pause, params.abortSignal ?? new AbortController().signal);
          return attempt(model, params);
        }
      },
    },
  });
}
