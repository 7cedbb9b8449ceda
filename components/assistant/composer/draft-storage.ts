/**
 * What is being written to the assistant, kept in this browser: a reload or a lost connection takes nothing away. One
 * place for each conversation of each person.
 */

export interface Draft {
  text: string;
  /** The key it was sent with, when nobody knows whether it arrived: sent again, it is answered once. */
  key?: string;
}

const prefix = "stint.assistant-draft.";

const nameOf = (person: number, conversation: number | null): string => `${prefix}${person}.${conversation ?? "new"}`;

/** The browser may refuse to store (private windows, a full disk); then a draft lives as long as its page. */
function storage(): Storage | undefined {
  try {
    return window.localStorage;
  } catch {
    return undefined;
  }
}

/** Keeps a draft; an empty one is dropped. */
export function keepDraft(person: number, conversation: number | null, { text, key }: Draft): void {
  const name = nameOf(person, conversation);
  try {
    if (text === "") storage()?.removeItem(name);
    else storage()?.setItem(name, JSON.stringify({ text, ...(key !== undefined && { key }) }));
  } catch {
    // Nothing more can be done than what is said above.
  }
}

export const dropDraft = (person: number, conversation: number | null): void =>
  keepDraft(person, conversation, { text: "" });

/** The draft of a conversation; an empty one when there is none. */
export function draftOf(person: number, conversation: number | null): Draft {
  try {
    const kept: unknown = JSON.parse(storage()?.getItem(nameOf(person, conversation)) ?? "null");
    if (typeof kept !== "object" || kept === null || !("text" in kept) || typeof kept.text !== "string") {
      return { text: "" };
    }
    const { text } = kept;
    return "key" in kept && typeof kept.key === "string" ? { text, key: kept.key } : { text };
  } catch {
    return { text: "" };
  }
}
