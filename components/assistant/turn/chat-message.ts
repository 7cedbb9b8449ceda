import type { UIMessage } from "ai";
import type { OutputOf } from "@/lib/api/contract.ts";
import type { MessageMetadata, MessagePart, MessageRole, MessageStatus } from "@/lib/assistant/constants.ts";
import type { assistantContract } from "@/lib/assistant/contract.ts";
import type { Message } from "@/lib/assistant/shapes.ts";

type Contract = typeof assistantContract;
export type Conversation = OutputOf<Contract["read"]>;
export type ConversationPage = OutputOf<Contract["list"]>;
export type FoundPage = OutputOf<Contract["search"]>;

/** A message as the AI SDK holds it while it is on its way. */
export type ChatMessage = UIMessage<Partial<MessageMetadata>>;

/** A message as the page shows it, wherever it comes from. */
export interface Shown {
  /** What it is known by from the moment it is sent. */
  key: string;
  /** Null until the server has named it. */
  id: number | null;
  role: MessageRole;
  parts: MessagePart[];
  /** `sending` until the server has taken it. */
  status: MessageStatus | "sending";
  error: Message["error"];
  model: string | null;
  created_at: string | null;
}

/** The text of parts, a blank line between two of them. */
export const textOf = (parts: MessagePart[]): string =>
  parts.flatMap((part) => (part.type === "text" && part.text.trim() !== "" ? [part.text.trim()] : [])).join("\n\n");
