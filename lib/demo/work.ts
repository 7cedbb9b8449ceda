import { pullRequests, type SamplePullRequest } from "./pull-requests.ts";
import { type Random, random } from "./random.ts";

/** Assigns a pull request to each stretch of work: a handful is open at a time, and each is reviewed several times. */

interface Open {
  pullRequest: SamplePullRequest;
  /** Stretches of work it still takes. */
  left: number;
}

/** The pull request of one stretch of work. */
export interface Topic {
  pullRequest: SamplePullRequest;
  /** Whether the review ends with it. */
  last: boolean;
}

const openAtOnce = 6;

/** How many stretches of work each pull request takes, so that the sum is `total`. */
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
 * Assigns pull requests to stretches of work.
 * @param switches for each stretch, whether it began by leaving another pull request
 */
export function deal(switches: boolean[]): Topic[] {
  const chance = random(0x57_12_70);
  // More than there is time for, so that a handful is open at the end too.
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
