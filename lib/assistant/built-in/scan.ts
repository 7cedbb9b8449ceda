import { type Message, textOf } from "./normalize.ts";
import { wordList } from "./periods.ts";
import { isEmptyWord } from "./spelling.ts";

/**
 * Parses a question word by word. Each parser consumes its tokens; the unconsumed ones that are not filler are the
 * rest, which the answer names.
 */
export class Scan {
  readonly message: Message;
  readonly words: readonly string[];
  readonly #taken: boolean[];

  constructor(message: Message) {
    this.message = message;
    this.words = wordList(message);
    this.#taken = this.words.map(() => false);
  }

  get length(): number {
    return this.words.length;
  }

  word(at: number): string {
    return this.words[at] ?? "";
  }

  /** Whether these words begin at a token. */
  says(at: number, words: string): boolean {
    return words.split(" ").every((word, index) => this.words[at + index] === word);
  }

  /** The position of consecutive words, with "|" between alternatives; -1 for none. */
  find(phrase: string, from = 0): number {
    const wanted = phrase.split(" ").map((each) => each.split("|"));
    for (let at = from; at + wanted.length <= this.words.length; at++) {
      if (wanted.every((any, index) => any.includes(this.word(at + index)))) return at;
    }
    return -1;
  }

  /** Whether such words occur, one phrase after the other. */
  has(...phrases: string[]): boolean {
    let at = 0;
    for (const phrase of phrases) {
      const found = this.find(phrase, at);
      if (found < 0) return false;
      at = found + phrase.split(" ").length;
    }
    return true;
  }

  take(from: number, to = from + 1): void {
    this.#taken.fill(true, from, to);
  }

  /** Releases tokens that were consumed by mistake. */
  release(from: number, to: number): void {
    this.#taken.fill(false, from, to);
  }

  isTaken(at: number): boolean {
    return this.#taken[at] === true;
  }

  /** The unconsumed words, as the user wrote them. */
  rest(): string[] {
    const runs: string[] = [];
    for (let at = 0; at < this.words.length; at++) {
      if (this.#taken[at] || isEmptyWord(this.word(at))) continue;
      let end = at + 1;
      while (end < this.words.length && !this.#taken[end] && !isEmptyWord(this.word(end))) end++;
      const text = textOf(this.message, at, end);
      // Both words of a contraction ("what's") have the same offset.
      if (runs.at(-1) !== text) runs.push(text);
      at = end;
    }
    return runs;
  }
}

/** The number of words in a rest. */
export const wordCount = (rest: readonly string[]): number =>
  rest.reduce((sum, words) => sum + words.split(" ").length, 0);
