import { longWorkSeconds, type Totals } from "./achievement-rules.ts";
import type { Style } from "./constants.ts";

/** A practice that counts, as needed for totals. */
export interface Tallied {
  duration_seconds: number;
  style: Style;
  /** Identifies a sequence. */
  sequence: string;
  local_date: string;
  worked_before_seconds: number;
  completed_poses: number;
  pose_count: number;
  held_poses: string[];
  longest_hold_seconds: number;
}

const isWeekend = (date: string): boolean => [0, 6].includes(new Date(`${date}T00:00:00Z`).getUTCDay());

/**
 * Computes totals practice by practice, oldest first, as the database does all at once.
 * @returns a function that adds another practice and returns the totals up to it
 */
export function tally(): (practice: Tallied) => Totals {
  const [styles, sequences, poses, dates] = [new Set(), new Set(), new Set<string>(), new Set<string>()];
  const sums = { practices: 0, seconds: 0, on_weekends: 0, after_work: 0, without_skips: 0 };
  let [longest_seconds, longest_hold_seconds] = [0, 0];
  return (practice) => {
    styles.add(practice.style);
    sequences.add(practice.sequence);
    dates.add(practice.local_date);
    for (const pose of practice.held_poses) poses.add(pose);
    sums.practices += 1;
    sums.seconds += practice.duration_seconds;
    sums.on_weekends += Number(isWeekend(practice.local_date));
    sums.after_work += Number(practice.worked_before_seconds >= longWorkSeconds);
    sums.without_skips += Number(practice.completed_poses === practice.pose_count);
    longest_seconds = Math.max(longest_seconds, practice.duration_seconds);
    longest_hold_seconds = Math.max(longest_hold_seconds, practice.longest_hold_seconds);
    return {
      ...{ ...sums, styles: styles.size, sequences: sequences.size, poses: poses.size, dates: [...dates] },
      ...{ of_own_sequences: 0, longest_seconds, longest_hold_seconds },
    };
  };
}
