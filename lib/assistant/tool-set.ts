import "server-only";
import type { JSONSchema7 } from "@ai-sdk/provider";
import { jsonSchema, type ToolSet, tool } from "ai";
import { z } from "zod";
import type { Caller } from "@/lib/api/implement.ts";
import { inOrder, type Tool, type ToolResult, toolError } from "@/lib/api/tools.ts";
import { tools } from "@/lib/app/tools.ts";
import { describeError } from "@/lib/core/describe-error.ts";
import { toAppError } from "@/lib/core/errors.ts";
import { log } from "@/lib/core/log.ts";

type Sent = Record<string, unknown>;

const schemas = new WeakMap<Tool, ReturnType<typeof jsonSchema<Sent>>>();

/** The tools' input schema. Validated here already, so that nobody is asked to approve an invalid call. */
function schemaOf(each: Tool) {
  const known = schemas.get(each);
  if (known) return known;
  const described = z.toJSONSchema(each.input, { io: "input", target: "draft-7" });
  const made = jsonSchema<Sent>(described as JSONSchema7, {
    validate(value) {
      const parsed = each.parse(value);
      // The tool parses the model's input again: an approval's signature covers exactly that.
      return parsed.success
        ? { success: true, value: (value ?? {}) as Sent }
        : { success: false, error: new Error(z.prettifyError(parsed.error)) };
    },
  });
  schemas.set(each, made);
  return made;
}

/** Read-only tools, by name. */
export const readTools: ReadonlySet<string> = new Set(
  tools.filter(({ effect }) => effect === "read").map(({ name }) => name),
);

/** The tools of one answer. */
export interface OwnTools {
  set: ToolSet;
  /** Those that need the user's approval. */
  approval: Record<string, "user-approval">;
  /** Results by the id of their call, including calls in progress. */
  ran: Map<string, Promise<ToolResult>>;
}

/** The result of a tool that threw, which none should: never the reason. */
function broken({ requestId }: Caller, error: unknown): ToolResult {
  log().error({ request_id: requestId, ...describeError(error) }, "a tool threw");
  const { code, message } = toAppError(error);
  return toolError(code, message);
}

const stopped = () => toolError("STOPPED", "It was not run because the answer was stopped.");

/** The tools this caller may use: a read-only caller gets those that only read. */
export function toolsFor(caller: Caller, all: readonly Tool[] = tools): OwnTools {
  const allowed = all.filter(({ effect }) => effect === "read" || caller.principal?.may_write);
  const ran = new Map<string, Promise<ToolResult>>();
  // The SDK runs all calls of a step concurrently; writes must take effect in order.
  const order = inOrder();
  const set = Object.fromEntries(
    allowed.map((each) => [
      each.name,
      tool({
        title: each.title,
        description: each.description,
        inputSchema: schemaOf(each),
        execute(sent, { toolCallId, abortSignal }) {
          const run = async () => (abortSignal?.aborted ? stopped() : each.run(caller, sent));
          const result = order(each, run).catch((error: unknown) => broken(caller, error));
          ran.set(toolCallId, result);
          return result;
        },
      }),
    ]),
  );
  const needingApproval = allowed.filter(({ effect, asks }) => effect === "destructive" || asks);
  const approval = Object.fromEntries(needingApproval.map(({ name }) => [name, "user-approval" as const]));
  return { set, approval, ran };
}
