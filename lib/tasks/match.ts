import { beginning, type Candidate, comparedWords, far, same, type Titles, tellingOf, typo } from "./titles.ts";

/** Finds the task that words of its title mean. Pure. */

/** The match: exactly one, several equal ones, or none. */
export type Match = { kind: "one"; task: Candidate } | { kind: "several"; tasks: Candidate[] } | { kind: "none" };

// Titles have at most a hundred words; a reference with more than these must match each of them exactly.
const mostNearWords = 40;

/** Positions of the tasks that match every word at least that closely, with the sum of distances; nearer is less. */
function nearest(words: string[], titles: Titles, furthest: number): Map<number, number> {
  const found = new Map<number, number>();
  if (furthest > same && words.length > mostNearWords) return found;
  const sums = new Uint16Array(titles.tasks.length);
  for (const word of words) {
    const near = titles.nearness(word, furthest);
    let left = 0;
    for (let place = 0; place < near.length; place++) {
      const sum = sums[place] ?? far;
      const one = near[place] ?? far;
      const isNear = sum !== far && one !== far;
      sums[place] = isNear ? sum + one : far;
      left += Number(isNear);
    }
    if (left === 0) return found;
  }
  for (const [place, sum] of sums.entries()) if (sum !== far) found.set(place, sum);
  return found;
}

/** Those of some positions that are nearest. */
function leastOf(sums: Map<number, number>, among: (place: number) => boolean): number[] {
  const near = [...sums].filter(([place]) => among(place));
  const least = near.reduce((min, [, sum]) => Math.min(min, sum), Number.POSITIVE_INFINITY);
  return near.filter(([, sum]) => sum === least).map(([place]) => place);
}

function chosen(titles: Titles, places: readonly number[]): Match {
  const [first, ...more] = titles.at(places);
  if (!first) return { kind: "none" };
  return more.length === 0 ? { kind: "one", task: first } : { kind: "several", tasks: [first, ...more] };
}

/**
 * Finds a task by words: its title, else all of the words in it, else their beginnings, else with typing errors.
 * @param titles of the tasks, in the order in which several are returned
 * @param preferCompleted whether completed tasks come before open ones that match as well
 */
export function matchTask(words: string, titles: Titles, preferCompleted = false): Match {
  const groups = [preferCompleted, !preferCompleted].map(
    (completed) => (place: number) => titles.tasks[place]?.completed === completed,
  );
  const [raw, wanted] = [words.trim(), comparedWords(words)];
  if (wanted.length === 0) return chosen(titles, titles.titled(raw));
  const distinguishing = tellingOf(wanted);
  const distinct = [...new Set(distinguishing)];
  const exact = [titles.titled(raw), titles.worded(wanted), titles.told(distinguishing)];
  const whole = nearest(distinct, titles, same);
  for (const among of groups) {
    for (const places of [...exact, [...whole.keys()]]) {
      const found = places.filter(among);
      if (found.length > 0) return chosen(titles, found);
    }
  }
  for (const furthest of [beginning, typo]) {
    const near = nearest(distinct, titles, furthest);
    for (const among of groups) {
      const found = leastOf(near, among);
      if (found.length > 0) return chosen(titles, found);
    }
  }
  return { kind: "none" };
}

/** Finds the task with exactly this title. */
export function matchTitle(title: string, titles: Titles, preferCompleted: boolean): Match {
  const places = titles.titled(title.trim());
  const preferred = places.filter((place) => titles.tasks[place]?.completed === preferCompleted);
  return chosen(titles, preferred.length > 0 ? preferred : places);
}

/** Maximum number of suggestions. */
export const mostSuggestions = 5;

const shortestPart = 4;

/**
 * Suggestions for words that match no task: those with the most similar titles, else the first open ones.
 * @param titles of the tasks, the latest first
 */
export function suggestTasks(words: string, titles: Titles): Candidate[] {
  const { tasks } = titles;
  const likeness = new Uint16Array(tasks.length);
  for (const word of [...new Set(tellingOf(comparedWords(words)))].slice(0, mostNearWords)) {
    const near = titles.nearness(word, typo);
    const parts = new Set<number>();
    for (let length = shortestPart; length <= word.length; length++) {
      for (const place of titles.having(word.slice(0, length))) parts.add(place);
    }
    for (const [place, one] of near.entries()) {
      likeness[place] = (likeness[place] ?? 0) + (one <= typo ? 4 - one : parts.has(place) ? 1 : 0);
    }
  }
  const scores = new Map<Candidate, number>();
  for (const [place, task] of tasks.entries()) {
    const like = likeness[place] ?? 0;
    if (task && like > 0) scores.set(task, like * 2 + (task.completed ? 0 : 1));
  }
  const all = titles.at([...tasks.keys()]);
  const similar = all.filter((task) => scores.has(task));
  similar.sort((one, other) => (scores.get(other) ?? 0) - (scores.get(one) ?? 0));
  const found = similar.length > 0 ? similar : all.filter(({ completed }) => !completed);
  return found.slice(0, mostSuggestions);
}

/** The id in a reference: 12, "12", "#12" or "task 12"; undefined for words. */
export function idOf(reference: number | string): number | undefined {
  if (typeof reference === "number") return reference;
  const [, digits] = /^(?:task|todo|item|number|no\.?|id)?\s*(?:#\s*)?(\d{1,10})$/i.exec(reference.trim()) ?? [];
  return digits === undefined ? undefined : Number(digits);
}
