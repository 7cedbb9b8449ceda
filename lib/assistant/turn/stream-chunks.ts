import type { UIMessageChunk } from "ai";
import type { MessageMetadata, MessagePart } from "@/lib/assistant/constants.ts";
import { isToolPart, type ToolPart, toolNameOf } from "@/lib/assistant/parts.ts";

function toolChunks(part: ToolPart): UIMessageChunk[] {
  const { toolCallId, input, approval } = part;
  const dynamic = part.type === "dynamic-tool" && { dynamic: true };
  const call: UIMessageChunk = {
    type: "tool-input-available",
    toolCallId,
    toolName: toolNameOf(part),
    input,
    ...dynamic,
    ...(part.title !== undefined && { title: part.title }),
    ...(part.callProviderMetadata && { providerMetadata: part.callProviderMetadata }),
  };
  const chunks: UIMessageChunk[] = part.state === "input-streaming" ? [] : [call];
  if (approval) {
    const { id: approvalId, approved, reason, requestReason, signature, isAutomatic } = approval;
    chunks.push({
      type: "tool-approval-request",
      approvalId,
      toolCallId,
      ...(requestReason !== undefined && { reason: requestReason }),
      ...(isAutomatic && { isAutomatic }),
      ...(signature !== undefined && { signature }),
    });
    if (approved !== undefined) {
      const why = reason !== undefined && { reason };
      chunks.push({ type: "tool-approval-response", approvalId, approved, ...why });
    }
  }
  if (part.state === "output-available") {
    chunks.push({ type: "tool-output-available", toolCallId, output: part.output, ...dynamic });
  } else if (part.state === "output-error") {
    chunks.push({ type: "tool-output-error", toolCallId, errorText: part.errorText, ...dynamic });
  } else if (part.state === "output-denied") {
    chunks.push({ type: "tool-output-denied", toolCallId });
  }
  return chunks;
}

/** The chunks that rebuild a stored message, as its stream would have. */
export function chunksOf(parts: readonly MessagePart[]): UIMessageChunk[] {
  return parts.flatMap((part, index): UIMessageChunk[] => {
    if (part.type === "step-start") return [{ type: "start-step" }];
    if (isToolPart(part)) return toolChunks(part);
    if (part.type !== "text" && part.type !== "reasoning") return [];
    const { type, text } = part;
    const id = (part.type === "reasoning" && part.id) || `kept-${index}`;
    const metadata = part.providerMetadata && { providerMetadata: part.providerMetadata };
    return [
      { type: `${type}-start`, id, ...metadata },
      { type: `${type}-delta`, id, delta: text },
      { type: `${type}-end`, id, ...metadata },
    ];
  });
}

/** The chunks at the end of an answer. */
export function endingChunks({
  status,
  usage,
  error,
}: Required<Pick<MessageMetadata, "status" | "usage" | "error">>): UIMessageChunk[] {
  const messageMetadata = { status, usage, error };
  if (!error) return [{ type: "finish", messageMetadata }];
  return [
    { type: "message-metadata", messageMetadata },
    { type: "error", errorText: error.message },
  ];
}
