import type { Message } from "@/lib/assistant/shapes.ts";
import type { ChatMessage, Shown } from "./chat-message.ts";

/** What is under way in this tab, as far as it changes what is shown. */
export interface UnderWay {
  /** The server has taken what was sent. */
  begun: boolean;
  /** Id of the message that a new one takes the place of; it and all after it go. */
  replaces?: number | undefined;
  /** Key of the answer that is asked for again. */
  again?: string | undefined;
}

const shownOf = ({ key, id, role, parts, status, error, model, created_at }: Message): Shown => ({
  key,
  id,
  role,
  parts,
  status,
  error,
  model,
  created_at,
});

const drawn = new WeakMap<Message, Shown>();

/** The same object for the same message, so that what has not changed is not drawn again. */
function shownOnce(message: Message): Shown {
  const shown = drawn.get(message) ?? shownOf(message);
  drawn.set(message, shown);
  return shown;
}

function liveShown({ id: key, role, parts, metadata }: ChatMessage, begun: boolean, stored?: Message): Shown {
  return {
    key,
    id: stored?.id ?? null,
    role: role === "user" ? "user" : "assistant",
    parts,
    status: role === "user" ? (begun ? "complete" : "sending") : "writing",
    error: null,
    model: stored?.model ?? metadata?.model ?? null,
    created_at: stored?.created_at ?? null,
  };
}

/**
 * Lays what is on its way over what the server said. Both know a message by its key, so that one takes the other's
 * place without anything moving.
 * @param stored oldest first
 * @param live what this tab has sent and what it hears; empty when nothing is under way
 */
export function mergeLive(stored: Message[], live: ChatMessage[], underWay: UnderWay | null): Shown[] {
  if (!underWay) return stored.map(shownOnce);
  const { begun, replaces, again } = underWay;
  const heard = new Map(live.map((message) => [message.id, message]));
  const hasAnswer = live.some(({ role }) => role === "assistant");
  const shown: Shown[] = [];
  for (const message of stored) {
    const here = heard.get(message.key);
    heard.delete(message.key);
    // Its replacement may have been stored already: it has a key that this tab knows.
    if (!here && replaces !== undefined && message.id >= replaces) continue;
    if (here) shown.push(liveShown(here, begun, message));
    else if (message.key !== again) shown.push(shownOnce(message));
    else if (!hasAnswer) shown.push({ ...shownOnce(message), status: "writing", error: null });
  }
  return [...shown, ...[...heard.values()].map((message) => liveShown(message, begun))];
}
