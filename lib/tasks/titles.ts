import { isWithinDistance } from "@/lib/core/edit-distance.ts";

/** Titles of tasks, indexed for many searches by their words. Pure. */

/** The fields of a task that are needed to find it. */
export interface Candidate {
  id: number;
  title: string;
  completed: boolean;
}

const accents = /[\u0300-\u036f]/g;

// Most titles are ASCII, and have no accents to decompose.
const isPlain = (text: string): boolean => /^[ -~]*$/.test(text);

/** A text's words as they are compared: lower-case letters and digits without accents. */
export const comparedWords = (text: string): string[] =>
  (isPlain(text) ? text : text.normalize("NFKD").replace(accents, "")).toLowerCase().match(/[\p{L}\p{N}\p{M}]+/gu) ??
  [];

// Words around a name that are not part of it: "the milk one", "my task about the milk".
const fillers = new Set(
  "a about an for from in item my of on one please that the thing this to todo task tasks with".split(" "),
);

/** The words that distinguish one task from another; all of them when there are no others. */
export function tellingOf(words: string[]): string[] {
  const distinguishing = words.filter((word) => !fillers.has(word));
  return distinguishing.length > 0 ? distinguishing : words;
}

/** How a word matches a word of a title: exactly, as its beginning, with a typing error, or not at all. */
export const [same, beginning, typo, far] = [0, 1, 2, 255];

/**
 * The comparison budget of one call for beginnings and typing errors; beyond it only whole words match. One unit is a
 * look at a word or at its position in a title; it takes a few nanoseconds.
 */
export const mostComparisons = 2_000_000;
// An edit distance takes some microseconds.
const perDistance = 300;

// Longer words are matched by their beginnings.
const longestTypo = 32;

/** One wrong letter from four letters on, two from eight on. */
const typosIn = (word: string): number => (word.length < 4 || word.length > longestTypo ? 0 : word.length < 8 ? 1 : 2);

interface Known {
  word: string;
  /** A bit for each letter, so that most words are ruled out without an edit distance. */
  letters: number;
}

const lettersOf = (word: string): number => {
  let letters = 0;
  for (let at = 0; at < word.length; at++) letters |= 1 << (word.charCodeAt(at) & 31);
  return letters;
};

function bitsIn(value: number): number {
  let [bits, rest] = [0, value];
  for (; rest !== 0; bits++) rest &= rest - 1;
  return bits;
}

/** Appends to the list under a key, unless it was the last one added there. */
function put<Key, Value>(kept: Map<Key, Value[]>, key: Key, value: Value): void {
  const known = kept.get(key);
  if (!known) kept.set(key, [value]);
  else if (known.at(-1) !== value) known.push(value);
}

const titlesAtOnce = 500;

/**
 * The titles of one user's tasks. Each is normalised once, however many references are matched and however often the
 * tasks are read again in between; a task keeps its position.
 */
export class Titles {
  /** By position; undefined where a task was deleted or has another title now. */
  readonly tasks: (Candidate | undefined)[] = [];
  /** Units of the comparison budget used. */
  compared = 0;
  readonly #places = new Map<number, number>();
  #ranks: number[] = [];
  readonly #byTitle = new Map<string, number[]>();
  readonly #byWords = new Map<string, number[]>();
  readonly #byTelling = new Map<string, number[]>();
  readonly #byWord = new Map<string, number[]>();
  readonly #byFirst = new Map<string, string[]>();
  readonly #byLength = new Map<number, Known[]>();

  /**
   * Replaces the tasks by the current ones, in the order in which several are returned.
   * @param pause is awaited between batches, so that other work can run
   */
  async read(tasks: readonly Candidate[], pause: () => Promise<unknown>): Promise<void> {
    const ranks: number[] = [];
    const left = new Map(this.#places);
    for (const [rank, task] of tasks.entries()) {
      if (rank % titlesAtOnce === titlesAtOnce - 1) await pause();
      left.delete(task.id);
      ranks[this.#place(task)] = rank;
    }
    for (const [id, place] of left) {
      this.tasks[place] = undefined;
      this.#places.delete(id);
    }
    this.#ranks = ranks;
  }

  #place(task: Candidate): number {
    const known = this.#places.get(task.id);
    if (known !== undefined) {
      const isSame = this.tasks[known]?.title === task.title;
      this.tasks[known] = isSame ? task : undefined;
      if (isSame) return known;
    }
    const place = this.tasks.push(task) - 1;
    this.#places.set(task.id, place);
    const words = comparedWords(task.title);
    put(this.#byTitle, task.title, place);
    put(this.#byWords, words.join(" "), place);
    put(this.#byTelling, tellingOf(words).join(" "), place);
    for (const word of words) {
      if (!this.#byWord.has(word)) this.#learn(word);
      put(this.#byWord, word, place);
    }
    return place;
  }

  /** The tasks at some positions, in the order in which they were read last. */
  at(places: readonly number[]): Candidate[] {
    const rank = (place: number): number => this.#ranks[place] ?? 0;
    return [...places].sort((one, other) => rank(one) - rank(other)).flatMap((place) => this.tasks[place] ?? []);
  }

  /** Positions of the tasks with exactly this title, exactly these words, or these distinguishing words. */
  titled = (title: string): readonly number[] => this.#byTitle.get(title) ?? [];
  worded = (words: string[]): readonly number[] => this.#byWords.get(words.join(" ")) ?? [];
  told = (telling: string[]): readonly number[] => this.#byTelling.get(telling.join(" ")) ?? [];
  /** Positions of the tasks whose title has this word. */
  having = (word: string): readonly number[] => this.#byWord.get(word) ?? [];

  #learn(word: string): void {
    put(this.#byFirst, word.charAt(0), word);
    if (word.length <= longestTypo + 2) put(this.#byLength, word.length, { word, letters: lettersOf(word) });
  }

  /** The distance of a word to each task's title, by position; `far` where it is more than `furthest`. */
  nearness(word: string, furthest: number): Uint8Array {
    const near = new Uint8Array(this.tasks.length).fill(far);
    const mark = (known: string, as: number): void => {
      const places = this.having(known);
      this.compared += places.length;
      for (const place of places) near[place] = Math.min(near[place] ?? far, as);
    };
    if (furthest >= typo && this.#mayCompare()) for (const known of this.#almost(word)) mark(known, typo);
    if (furthest >= beginning && this.#mayCompare()) for (const known of this.#begunBy(word)) mark(known, beginning);
    mark(word, same);
    return near;
  }

  #mayCompare(): boolean {
    return this.compared < mostComparisons;
  }

  /** Known words that begin with a word. */
  *#begunBy(word: string): Generator<string> {
    for (const known of this.#byFirst.get(word.charAt(0)) ?? []) {
      if (!this.#mayCompare()) return;
      this.compared += 1;
      if (known.startsWith(word)) yield known;
    }
  }

  /** Known words within a typing error of a word. */
  *#almost(word: string): Generator<string> {
    const most = typosIn(word);
    if (most === 0) return;
    const letters = lettersOf(word);
    for (let length = word.length - most; length <= word.length + most; length++) {
      for (const known of this.#byLength.get(length) ?? []) {
        this.compared += 1;
        // A changed letter clears one bit and sets another.
        if (bitsIn(known.letters ^ letters) > 2 * most) continue;
        if (!this.#mayCompare()) return;
        this.compared += perDistance;
        if (isWithinDistance(word, known.word, most)) yield known.word;
      }
    }
  }
}
