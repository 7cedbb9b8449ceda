/** Finding the task that somebody means by words of its title. Pure; safe for the browser. */

/** What of a task is needed to find it. */
export interface Candidate {
  id: number;
  title: string;
  completed: boolean;
}

/** What was found: just one, several that are meant alike, or none. */
export type Match = { kind: "one"; task: Candidate } | { kind: "several"; tasks: Candidate[] } | { kind: "none" };

const accents = /[\u0300-\u036f]/g;

/** A text's words as they are compared: small letters and digits without accents. */
export const comparedWords = (text: string): string[] =>
  text
    .normalize("NFKD")
    .replace(accents, "")
    .toLowerCase()
    .match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];

// Words around a name that are not part of it: "the milk one", "my task about the milk".
const fillers = new Set(
  "a about an for from in item my of on one please that the thing this to todo task tasks with".split(" "),
);

/** The words that tell one task from another; all of them when there are no others. */
function tellingWords(text: string): string[] {
  const words = comparedWords(text);
  const telling = words.filter((word) => !fillers.has(word));
  return telling.length > 0 ? telling : words;
}

/** How many letters must be changed, added, left out or swapped with the next, to make one word of the other. */
function distance(one: string, other: string): number {
  let [before, last] = [[] as number[], Array.from({ length: other.length + 1 }, (_, index) => index)];
  for (let row = 1; row <= one.length; row++) {
    const now = [row];
    for (let column = 1; column <= other.length; column++) {
      const same = one[row - 1] === other[column - 1];
      const swapped = row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      now[column] = Math.min(
        (last[column] ?? 0) + 1,
        (now[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (same ? 0 : 1),
        swapped ? (before[column - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
      );
    }
    [before, last] = [last, now];
  }
  return last[other.length] ?? 0;
}

/** Whether a word was probably meant as the other: one letter wrong from four letters on, two from eight on. */
function isTypoOf(word: string, meant: string): boolean {
  const allowed = word.length < 4 ? 0 : word.length < 8 ? 1 : 2;
  return Math.abs(word.length - meant.length) <= allowed && distance(word, meant) <= allowed;
}

// How a word was meant by one of a title: the very word, its beginning, or with a typing error.
const [same, beginning, typo] = [0, 1, 2];

/** How near a word comes to one of a title; infinitely far when it is farther than asked for. */
function nearness(word: string, title: string[], furthest: number): number {
  if (title.includes(word)) return same;
  if (furthest >= beginning && title.some((ofTitle) => ofTitle.startsWith(word))) return beginning;
  if (furthest >= typo && title.some((ofTitle) => isTypoOf(word, ofTitle))) return typo;
  return Number.POSITIVE_INFINITY;
}

interface Compared {
  task: Candidate;
  whole: string[];
  telling: string[];
}

/** Those of some tasks that have every word at least that near, and of them the nearest. */
function nearest(words: string[], among: Compared[], furthest: number): Compared[] {
  const near = among.flatMap((compared) => {
    let sum = 0;
    for (const word of words) {
      sum += nearness(word, compared.whole, furthest);
      if (sum === Number.POSITIVE_INFINITY) return [];
    }
    return [{ compared, sum }];
  });
  const least = near.reduce((min, { sum }) => Math.min(min, sum), Number.POSITIVE_INFINITY);
  return near.filter(({ sum }) => sum === least).map(({ compared }) => compared);
}

/**
 * Finds the task that words mean: its title, else all of the words in it, else their beginnings, else with typing errors.
 * @param tasks in the order in which several are named
 * @param preferCompleted whether completed tasks come before open ones that match as well
 */
export function matchTask(words: string, tasks: Candidate[], preferCompleted = false): Match {
  const all = tasks.map((task): Compared => {
    return { task, whole: comparedWords(task.title), telling: tellingWords(task.title) };
  });
  const [raw, wanted, telling] = [words.trim(), comparedWords(words), tellingWords(words)];
  if (wanted.length === 0) return chosen(all.filter(({ task }) => task.title === raw));
  const isSame = (one: string[], other: string[]): boolean => one.join(" ") === other.join(" ");
  const ways: ((among: Compared[]) => Compared[])[][] = [
    [
      (among) => among.filter(({ task }) => task.title === raw),
      (among) => among.filter(({ whole }) => isSame(wanted, whole)),
      (among) => among.filter((compared) => isSame(telling, compared.telling)),
      (among) => nearest(telling, among, same),
    ],
    [(among) => nearest(telling, among, beginning)],
    [(among) => nearest(telling, among, typo)],
  ];
  const preferred = all.filter(({ task }) => task.completed === preferCompleted);
  const others = all.filter(({ task }) => task.completed !== preferCompleted);
  for (const group of ways) {
    for (const among of [preferred, others]) {
      for (const findIn of group) {
        const found = findIn(among);
        if (found.length > 0) return chosen(found);
      }
    }
  }
  return { kind: "none" };
}

function chosen(found: Compared[]): Match {
  const [first, ...more] = found.map(({ task }) => task);
  if (!first) return { kind: "none" };
  return more.length === 0 ? { kind: "one", task: first } : { kind: "several", tasks: [first, ...more] };
}

/** How many suggestions somebody gets. */
export const mostSuggestions = 5;

/**
 * Tasks that may have been meant by words that match none: those with the likest titles, else the first open ones.
 * @param tasks the latest first
 */
export function suggestTasks(words: string, tasks: Candidate[]): Candidate[] {
  const telling = tellingWords(words);
  const scored = tasks.map((task) => {
    const title = comparedWords(task.title);
    const likeness = telling.reduce((sum, word) => {
      const near = nearness(word, title, typo);
      const isLonger = title.some((ofTitle) => ofTitle.length > 3 && word.startsWith(ofTitle));
      return sum + (near <= typo ? 4 - near : isLonger ? 1 : 0);
    }, 0);
    return { task, score: likeness * 2 + (likeness > 0 && !task.completed ? 1 : 0) };
  });
  const similar = scored.filter(({ score }) => score > 0).sort((one, other) => other.score - one.score);
  const found = similar.length > 0 ? similar.map(({ task }) => task) : tasks.filter(({ completed }) => !completed);
  return found.slice(0, mostSuggestions);
}

/** The id that a reference is: 12, "12", "#12" or "task 12"; undefined for words. */
export function idOf(reference: number | string): number | undefined {
  if (typeof reference === "number") return reference;
  const [, digits] = /^(?:task|todo|item|number|no\.?|id)?\s*#?\s*(\d{1,10})$/i.exec(reference.trim()) ?? [];
  return digits === undefined ? undefined : Number(digits);
}
