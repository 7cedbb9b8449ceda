import { failure } from "./failure-messages.ts";
import type { ShownRow } from "./message-queries.ts";
import { brokenOff, textOf, toolCallsOf } from "./parts.ts";
import type { ConversationRow } from "./queries.ts";
import type { ConversationSummary, Message } from "./shapes.ts";

/** Converts rows to the API's shapes. */

/** A conversation as the API returns it. */
export const serializeSummary = ({
  id,
  title,
  is_writing,
  created_at,
  updated_at,
}: ConversationRow): ConversationSummary => ({
  id,
  title,
  is_writing,
  created_at: created_at.toISOString(),
  updated_at: updated_at.toISOString(),
});

/** A row whose writer is dead, as the sweep will update it. */
function interrupted(row: ShownRow): ShownRow {
  const { code, message } = failure("INTERRUPTED");
  return { ...row, parts: brokenOff(row.parts), status: "failed", error_code: code, error: message };
}

/** A message as the API returns it. */
export function serializeMessage(kept: ShownRow): Message {
  const row = kept.status === "writing" && !kept.is_written ? interrupted(kept) : kept;
  const { id, key, role, parts, status, error_code, error, model, input_tokens, output_tokens, duration_ms } = row;
  return {
    id,
    key,
    role,
    content: row.parts === kept.parts ? row.content : textOf(parts),
    parts,
    tool_calls: toolCallsOf(parts),
    status,
    error: error_code === null ? null : { code: error_code, message: error ?? "" },
    model,
    usage: role === "user" ? null : { input_tokens, output_tokens, duration_ms },
    created_at: row.created_at.toISOString(),
  };
}
