import type { UIMessageChunk } from "ai";
import type { MessagePart, Usage } from "@/lib/assistant/constants.ts";
import { isToolPart, type ToolPart } from "@/lib/assistant/parts.ts";

type WordPart = Extract<MessagePart, { type: "text" | "reasoning" }>;

/** Fields of a chunk by their names in a part; absent ones are left out. */
const defined = (fields: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

/**
 * A message in progress: each chunk is applied to the same parts that a page builds from them. Not the SDK's own
 * reader, which is a stream itself and copies the message with every word.
 */
export class MessageBuilder {
  /** Mutated in place. */
  parts: MessagePart[];
  /** How many chunks have changed it. */
  changes = 0;
  readonly used: Usage = { input_tokens: null, output_tokens: null, duration_ms: null };
  /** The error, if there was one. */
  error: unknown;
  readonly #open = new Map<string, WordPart>();

  constructor(parts: readonly MessagePart[]) {
    this.parts = structuredClone([...parts]);
  }

  /** Keeps the first error; those that follow from it say less. */
  fail(error: unknown): void {
    this.error ??= error;
  }

  #words(type: WordPart["type"], id: string, metadata: WordPart["providerMetadata"]): void {
    const part = {
      type,
      ...(type === "reasoning" && { id }),
      text: "",
      state: "streaming",
      ...defined({ providerMetadata: metadata }),
    };
    this.#open.set(`${type} ${id}`, part as WordPart);
    this.parts.push(part as WordPart);
  }

  #call(id: string): ToolPart | undefined {
    return this.parts.findLast((part): part is ToolPart => isToolPart(part) && part.toolCallId === id);
  }

  /** The call of a chunk, which may be its first chunk. */
  #called(
    chunk: { toolCallId: string; toolName: string; dynamic?: boolean | undefined; title?: string | undefined },
    state: object,
  ): void {
    const { toolCallId, toolName, dynamic, title } = chunk;
    const known = this.#call(toolCallId);
    if (known) return void Object.assign(known, state);
    const type = dynamic ? { type: "dynamic-tool", toolName } : { type: `tool-${toolName}` };
    this.parts.push({ ...type, toolCallId, ...defined({ title }), ...state } as unknown as MessagePart);
  }

  #change(id: string, state: object): void {
    const part = this.#call(id);
    if (part) Object.assign(part, state);
  }

  #decide(approvalId: string, approved: boolean, reason: string | undefined): void {
    const part = this.parts.findLast((each): each is ToolPart => isToolPart(each) && each.approval?.id === approvalId);
    if (part)
      Object.assign(part, {
        state: "approval-responded",
        approval: { ...part.approval, approved, ...defined({ reason }) },
      });
  }

  /** Applies one more chunk of the stream. */
  take(chunk: UIMessageChunk): void {
    this.changes++;
    switch (chunk.type) {
      case "start-step":
        this.parts.push({ type: "step-start" });
        break;
      case "text-start":
        this.#words("text", chunk.id, chunk.providerMetadata);
        break;
      case "reasoning-start":
        this.#words("reasoning", chunk.id, chunk.providerMetadata);
        break;
      case "text-delta":
      case "reasoning-delta":
      case "text-end":
      case "reasoning-end": {
        const [type, event] = chunk.type.split("-");
        const part = this.#open.get(`${type} ${chunk.id}`);
        if (!part) break;
        if ("delta" in chunk) part.text += chunk.delta;
        Object.assign(
          part,
          defined({ providerMetadata: chunk.providerMetadata }),
          event === "end" && { state: "done" },
        );
        if (event === "end") this.#open.delete(`${type} ${chunk.id}`);
        break;
      }
      case "tool-input-start":
        this.#called(chunk, { state: "input-streaming" });
        break;
      case "tool-input-available":
        this.#called(chunk, {
          state: "input-available",
          input: chunk.input,
          ...defined({ callProviderMetadata: chunk.providerMetadata }),
        });
        break;
      case "tool-input-error":
        this.#called(chunk, { state: "output-error", input: chunk.input, errorText: chunk.errorText });
        break;
      case "tool-approval-request": {
        const { approvalId: id, signature, reason: requestReason, isAutomatic, inputSchemaInput } = chunk;
        const approval = { id, ...defined({ signature, requestReason, isAutomatic, inputSchemaInput }) };
        this.#change(chunk.toolCallId, { state: "approval-requested", approval });
        break;
      }
      case "tool-approval-response":
        this.#decide(chunk.approvalId, chunk.approved, chunk.reason);
        break;
      case "tool-output-available":
        this.#change(chunk.toolCallId, {
          state: "output-available",
          output: chunk.output,
          ...defined({ resultProviderMetadata: chunk.providerMetadata }),
        });
        break;
      case "tool-output-error":
        this.#change(chunk.toolCallId, { state: "output-error", errorText: chunk.errorText });
        break;
      case "tool-output-denied":
        this.#change(chunk.toolCallId, { state: "output-denied" });
        break;
      default:
    }
  }
}
