import { FormMessage } from "@/components/forms/form-message.tsx";
import { untouched } from "@/lib/api/form.ts";

/** Why a way to GitHub and back came to nothing, by the code it comes back with. */
const reasons: Record<string, string> = {
  OAuthAccountNotLinked: "An account with your GitHub email address already exists. Sign in with its password.",
  RATE_LIMITED: "Too many attempts",
  AccessDenied: "GitHub sign-in was cancelled.",
  cancelled: "GitHub sign-in was cancelled.",
  UNAUTHORIZED: "This account cannot sign in.",
  UNAVAILABLE: "GitHub could not be reached. Try again.",
  CredentialsSignin: "Email or password is wrong",
};

type Given = string | string[] | undefined;

interface TripFailureProps {
  error: Given;
  /** Seconds until a repeat makes sense. */
  wait: Given;
}

/** Says on a page of signing in why GitHub did not; nothing when nothing went wrong. */
export function GithubFailure({ error, wait }: TripFailureProps) {
  if (typeof error !== "string") return null;
  const known = Object.hasOwn(reasons, error) ? reasons[error] : undefined;
  const message = known ?? "GitHub sign-in failed. Try again.";
  // The address is anybody's to write: a wait that is none, or has no end, is not counted down.
  const retryAfter = typeof wait === "string" && /^\d{1,3}$/.test(wait) ? Number(wait) : 60;
  return <FormMessage state={{ ...untouched, message, ...(error === "RATE_LIMITED" && { retryAfter }) }} />;
}
