import { pullRequests, type SamplePullRequest } from "./pull-requests.ts";
import { type Random, random } from "./random.ts";

/** Which pull request each stretch of work is about: a handful is open at a time, and each is looked at several times. */

interface Open {
  pullRequest: SamplePullRequest;
  /** Stretches of work it still takes. */
  left: number;
}

/** What one stretch of work is about. */
export interface Topic {
  pullRequest: SamplePullRequest;
  /** Whether the review ends with it. */
  last: boolean;
}

const openAtOnce = 6;

/** How many stretches of work each pull request takes, so that all of them together take `total`. */
function quotas(total: number, chance: Random): number[] {
  const weights = pullRequests.map(() => 1 + 5 * chance.next() ** 2);
  const sum = weights.reduce((all, weight) => all + weight, 0);
  let [before, running] = [0, 0];
  return weights.map((weight) => {
    running += weight;
    const upTo = Math.round((total * running) / sum);
    const share = upTo - before;
    before = upTo;
    return share;
  });
}

/**
 * Deals pull requests out to stretches of work.
 * @param switches for each stretch, whether it began by leaving another pull request
 */
export function deal(switches: boolean[]): Topic[] {
  const chance = random(0x57_12_70);
  // More than there is time for: at the end, too, a handful is open.
  const waiting = quotas(Math.ceil(switches.length * 1.07) + 40, chance)
    .map((left, index) => ({ pullRequest: pullRequests[index], left }))
    .filter((each): each is Open => each.pullRequest !== undefined && each.left > 0);
  const open = waiting.splice(0, openAtOnce);
  let current: Open | undefined;
  return switches.map((mustSwitch) => {
    const others = open.filter((each) => each !== current);
    const stays = current !== undefined && current.left > 0 && !mustSwitch && chance.chance(0.35);
    const next = (stays || others.length === 0 ? current : others[chance.between(0, others.length - 1)]) ?? open[0];
    if (!next) throw new Error("There is less work to deal out than stretches");
    next.left -= 1;
    current = next;
    if (next.left > 0) return { pullRequest: next.pullRequest, last: false };
    open.splice(open.indexOf(next), 1, ...waiting.splice(0, 1));
    return { pullRequest: next.pullRequest, last: true };
  });
}
