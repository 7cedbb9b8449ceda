import "server-only";
import { z } from "zod";
import { AppError, type ErrorCode, toAppError } from "@/lib/errors.ts";
import { log } from "@/lib/log.ts";
import type { AnyEndpoint, ToolDefinition, ToolInputOf } from "./contract.ts";
import { describeError } from "./describe-error.ts";
import { type Caller, guard } from "./implement.ts";

/** What went wrong, as a model reads it. */
export interface ToolError {
  status: "error";
  code: string;
  message: string;
  details: Record<string, unknown>;
}

/** What a tool answers: JSON, with `status: "error"` for what did not work. */
export type ToolResult = Record<string, unknown> | ToolError;

/** A tool as every door calls it. */
export interface Tool extends Omit<ToolDefinition, "input"> {
  /** The name of its domain. */
  domain: string;
  input: z.ZodObject;
  /** Guards, parses, runs and writes one log line. Never throws: what goes wrong is a result too. */
  run(caller: Caller, sent: unknown): Promise<ToolResult>;
}

type WithTools<C> = { [K in keyof C as C[K] extends { tool: ToolDefinition } ? K : never]: C[K] };

/** What each tool of a domain does: as a rule a call of its service, and fewer words about the answer. */
export type ToolBodies<C> = {
  [K in keyof WithTools<C>]: (caller: Caller, input: ToolInputOf<C[K]>) => Promise<ToolResult>;
};

/** A result that says what went wrong. */
export const toolError = (code: string, message: string, details: Record<string, unknown> = {}): ToolError => ({
  status: "error",
  code,
  message,
  details,
});

export const isToolError = (result: unknown): result is ToolError =>
  typeof result === "object" && result !== null && "status" in result && result.status === "error";

function resultOf(error: unknown, requestId: string): ToolError {
  const { code, message, detail, status } = toAppError(error);
  if (status >= 500) log().error({ request_id: requestId, ...describeError(error) }, code);
  const said = detail.map(({ loc, msg }) => `${loc.slice(1).join(".")}: ${msg}`).join("; ");
  return toolError(code satisfies ErrorCode, said ? `${message} (${said})` : message);
}

function toolOf(
  domain: string,
  contract: AnyEndpoint,
  { input: shape, ...definition }: ToolDefinition,
  body: (caller: Caller, input: never) => Promise<ToolResult>,
): Tool {
  const input = z.object(shape);
  // A token that may only read is refused by what a tool does, not by the method of its endpoint.
  const guarded: AnyEndpoint = { ...contract, method: definition.effect === "read" ? "GET" : "POST" };
  const answer = async (caller: Caller, sent: unknown): Promise<ToolResult> => {
    guard(guarded, caller);
    const parsed = input.safeParse(sent ?? {});
    if (parsed.success) return body(caller, parsed.data as never);
    throw new AppError("VALIDATION_ERROR", "The tool was called with what it does not take", {
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
    async run(caller, sent) {
      const started = performance.now();
      const result = await answer(caller, sent).catch((error: unknown) => resultOf(error, caller.requestId));
      log().info(
        {
          tool: definition.name,
          user_id: caller.principal?.id,
          outcome: isToolError(result) ? result.code : "ok",
          duration_ms: Math.round((performance.now() - started) * 100) / 100,
          request_id: caller.requestId,
        },
        "tool",
      );
      return result;
    },
  };
}

/** Joins a domain's contracts that have a tool with what their tools do; one without a body does not compile. */
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
