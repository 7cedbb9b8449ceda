import "server-only";

/**
 * Which passwords are too easy to guess. The estimate and its list of common passwords stay on the server: they are
 * loaded with the first password that somebody chooses, and no browser ever gets them.
 */

interface Estimate {
  score: number;
  feedback: { warning: string | null };
}

type Estimator = (password: string, about: string[]) => Estimate;

let loading: Promise<Estimator> | undefined;

async function load(): Promise<Estimator> {
  const [{ ZxcvbnFactory }, { dictionary, adjacencyGraphs }] = await Promise.all([
    import("@zxcvbn-ts/core"),
    import("@zxcvbn-ts/language-common"),
  ]);
  // Four substitutions (`P@$$w0rd`) are enough: with the default of 100, one password could take 0.2 s of CPU.
  const estimator = new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs, l33tMaxSubstitutions: 4 });
  return (password, about) => estimator.check(password, about);
}

const common = "Is a common password or close to one; choose one that nobody else would think of";
const patterns = "Is a pattern that is guessed quickly; choose one without repetitions, rows of keys and dates";

const reasons: Record<string, string> = {
  userInputs: "Is too close to your name or e-mail address; choose another one",
  sequences: patterns,
  simpleRepeat: patterns,
  extendedRepeat: patterns,
  straightRow: patterns,
  keyPattern: patterns,
  dates: patterns,
  recentYears: patterns,
};

/**
 * Why a password is too easy to guess, or null: one that takes fewer than a million guesses (zxcvbn's scores 0 and 1).
 * @param about what a stranger may know of the person: e-mail address and names
 */
export async function guessableReason(password: string, about: string[]): Promise<string | null> {
  loading ??= load();
  const { score, feedback } = (await loading)(password, about);
  if (score > 1) return null;
  return reasons[feedback.warning ?? ""] ?? common;
}
