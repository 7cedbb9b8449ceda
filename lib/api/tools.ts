import "server-only";
import { z } from "zod";
import { AppError, type ErrorCode } from "@/lib/core/errors.ts";
import type { AnyEndpoint, ToolDefinition, ToolInputOf, ToolOutputOf } from "./contract.ts";
import { type Caller, guard } from "./implement.ts";
import { withoutNulls } from "./input.ts";
import { beginCall, runCall } from "./pipeline.ts";

/** An error, as a model reads it. */
export const toolErrorShape = z.object({
  status: z.literal("error"),
  code: z.string().meta({ description: "For example TASK_NOT_FOUND." }),
  message: z.string(),
  details: z.record(z.string(), z.unknown()).meta({ description: "For example suggestions of what was meant." }),
});
export type ToolError = z.output<typeof toolErrorShape>;

/** The result of a tool: JSON, with `status: "error"` for a failure. */
export type ToolResult = Record<string, unknown> | ToolError;

/** A tool as every door calls it. */
export interface Tool extends Omit<ToolDefinition, "input"> {
  /** The name of its domain. */
  domain: string;
  input: z.ZodObject;
  /** Parses a model's input; `null` for an optional, non-nullable field counts as absent. */
  parse(sent: unknown): z.ZodSafeParseResult<Record<string, unknown>>;
  /** Checks access, parses, runs and logs one line. Never throws: an error is a result too. */
  run(caller: Caller, sent: unknown): Promise<ToolResult>;
}

type WithTools<C> = { [K in keyof C as C[K] extends { tool: ToolDefinition } ? K : never]: C[K] };

/** The functions of a domain's tools: usually a call of its service, with a shorter result. */
export type ToolBodies<C> = {
  [K in keyof WithTools<C>]: (caller: Caller, input: ToolInputOf<C[K]>) => Promise<ToolOutputOf<C[K]> | ToolError>;
};

/** An error result. */
export const toolError = (code: string, message: string, details: Record<string, unknown> = {}): ToolError => ({
  status: "error",
  code,
  message,
  details,
});

export const isToolError = (result: unknown): result is ToolError =>
  typeof result === "object" && result !== null && "status" in result && result.status === "error";

function resultOf({ code, message, detail }: AppError): ToolError {
  const reasons = detail.map(({ loc, msg }) => `${loc.slice(1).join(".")}: ${msg}`).join("; ");
  return toolError(code satisfies ErrorCode, reasons ? `${message} (${reasons})` : message);
}

/**
 * Queue for the calls of one message or batch, in the order they were made: a write runs after all calls before it, a
 * read after the writes before it. Each call's result or error is its own.
 */
export function inOrder() {
  let all: Promise<unknown> = Promise.resolve();
  let writes = all;
  return <T>({ effect }: Pick<ToolDefinition, "effect">, work: () => Promise<T>): Promise<T> => {
    const result = (effect === "read" ? writes : all).then(work);
    all = Promise.allSettled([all, result]);
    if (effect !== "read") writes = all;
    return result;
  };
}

function toolOf(
  domain: string,
  contract: AnyEndpoint,
  { input: shape, ...definition }: ToolDefinition,
  body: (caller: Caller, input: never) => Promise<ToolResult>,
): Tool {
  const input = z.object(shape);
  // A read-only token is rejected by the tool's effect, not by the method of its endpoint.
  const guarded: AnyEndpoint = { ...contract, method: definition.effect === "read" ? "GET" : "POST" };
  const parse = (sent: unknown) => input.safeParse(withoutNulls(input, sent ?? {}));
  const answer = async (caller: Caller, sent: unknown): Promise<ToolResult> => {
    guard(guarded, caller);
    const parsed = parse(sent);
    if (parsed.success) {
      const result = await body(caller, parsed.data as never);
      // Drops fields the contract does not name; a mismatch is a bug of ours.
      return (isToolError(result) ? toolErrorShape : definition.output).parse(result);
    }
    throw new AppError("VALIDATION_ERROR", "The tool was called with invalid arguments", {
      detail: parsed.error.issues.map((issue) => ({
        loc: ["body", ...issue.path.map((part) => (typeof part === "symbol" ? String(part) : part))],
        msg: issue.message,
        type: issue.code,
      })),
    });
  };
  return {
    ...definition,
    domain,
    input,
    parse,
    run(caller, sent) {
      const call = beginCall("tool", definition.name, caller);
      if (caller.principal) call.userId = caller.principal.id;
      const work = async () => {
        const result = await answer(caller, sent);
        // The model receives a tool's miss as a result; the log has it as an error like any other.
        if (isToolError(result)) Object.assign(call, { status: 422, code: result.code });
        return result;
      };
      return runCall(call, work, resultOf);
    },
  };
}

/** Joins a domain's contracts that have a tool with the tools' functions; one without a function does not compile. */
export function implementTools<C extends Record<string, AnyEndpoint>>(
  domain: string,
  contracts: C,
  bodies: ToolBodies<C>,
): Tool[] {
  return Object.entries(contracts).flatMap(([name, contract]) => {
    if (!contract.tool) return [];
    const body = (bodies as Record<string, (caller: Caller, input: never) => Promise<ToolResult>>)[name];
    if (!body) throw new Error(`The tool ${contract.tool.name} has no body`);
    return [toolOf(domain, contract, contract.tool, body)];
  });
}
