import { type Message, textOf } from "./normalize.ts";
import { wordList } from "./periods.ts";
import { isEmptyWord } from "./spelling.ts";

/**
 * Reading a question word by word. Whatever understands some tokens takes them; those that nothing has taken and that
 * are not empty of meaning are the rest, which the answer names.
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

  /** Where such words follow each other, "|" between those that may stand for each other; -1 for nowhere. */
  find(phrase: string, from = 0): number {
    const wanted = phrase.split(" ").map((each) => each.split("|"));
    for (let at = from; at + wanted.length <= this.words.length; at++) {
      if (wanted.every((any, index) => any.includes(this.word(at + index)))) return at;
    }
    return -1;
  }

  /** Whether such words are there, one phrase after the other. */
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

  /** Gives tokens back that were taken for something they are not. */
  release(from: number, to: number): void {
    this.#taken.fill(false, from, to);
  }

  isTaken(at: number): boolean {
    return this.#taken[at] === true;
  }

  /** What nothing has read, in the person's own words. */
  rest(): string[] {
    const runs: string[] = [];
    for (let at = 0; at < this.words.length; at++) {
      if (this.#taken[at] || isEmptyWord(this.word(at))) continue;
      let end = at + 1;
      while (end < this.words.length && !this.#taken[end] && !isEmptyWord(this.word(end))) end++;
      const said = textOf(this.message, at, end);
      // Of two words in one ("what's") both have the same place.
      if (runs.at(-1) !== said) runs.push(said);
      at = end;
    }
    return runs;
  }
}

/** How many words of a rest there are. */
export const wordCount = (rest: readonly string[]): number =>
  rest.reduce((sum, words) => sum + words.split(" ").length, 0);
