import "server-only";

/**
 * Rejects passwords that are too easy to guess. The estimator and its list of common passwords stay on the server: they
 * are loaded with the first password a user chooses, and never sent to a browser.
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

const common = "Must not be a common password or close to one";
const patterns = "Must not be easy to guess; avoid repetitions, keyboard rows and dates";

const reasons: Record<string, string> = {
  userInputs: "Must not resemble your name or email address",
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
 * @param about what a stranger may know of the user: email address and names
 */
export async function guessableReason(password: string, about: string[]): Promise<string | null> {
  loading ??= load();
  const { score, feedback } = (await loading)(password, about);
  if (score > 1) return null;
  return reasons[feedback.warning ?? ""] ?? common;
}
