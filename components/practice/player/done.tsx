"use client";
import { Award, Check, CloudOff, TriangleAlert } from "lucide-react";
import Link from "next/link";
import { type ReactNode, useId, useState } from "react";
import { formatHold, formatLabel } from "@/components/practice/labels.ts";
import { Button } from "@/components/ui/button.tsx";
import { cn } from "@/components/ui/cn.ts";
import { Textarea } from "@/components/ui/textarea.tsx";
import { moods } from "@/lib/practice/constants.ts";
import { type Result, resultOf } from "./results.ts";
import type { Run } from "./use-player.ts";
import type { Recorded } from "./use-recording.ts";

interface DoneProps {
  run: Run;
  recorded: Recorded;
  /** A viewer's practice leaves no record. */
  records: boolean;
  onWords: (words: { mood: string | null; note: string | null }) => void;
  onAgain: () => void;
}

function Line({ icon, children, alarming = false }: { icon: ReactNode; children: ReactNode; alarming?: boolean }) {
  return (
    <p
      className={cn(
        "flex items-start gap-2 text-left [&_svg]:mt-0.5 [&_svg]:size-4 [&_svg]:shrink-0",
        alarming ? "text-danger" : "text-muted",
      )}
    >
      {icon}
      <span>{children}</span>
    </p>
  );
}

/** Whether it is recorded, and if not, what becomes of it. */
function Fate({ recorded: { sending, refused }, nothing }: { recorded: Recorded; nothing: boolean }) {
  if (nothing) return <Line icon={<Check aria-hidden="true" />}>No pose was held, so nothing was saved.</Line>;
  if (refused !== null) {
    return (
      <Line icon={<TriangleAlert aria-hidden="true" />} alarming>
        This practice could not be saved: {refused}
      </Line>
    );
  }
  switch (sending) {
    case "sent":
      return <Line icon={<Check aria-hidden="true" />}>Saved to your history.</Line>;
    case "sending":
      return <Line icon={<Check aria-hidden="true" />}>Saving…</Line>;
    case "signed-out":
      return (
        <Line icon={<CloudOff aria-hidden="true" />}>
          You were signed out. The practice will be saved when you{" "}
          <a href="/sign-in" className="underline">
            sign in
          </a>{" "}
          again.
        </Line>
      );
    case "other-account":
      return (
        <Line icon={<CloudOff aria-hidden="true" />}>
          Another account is now signed in in this browser. The practice is kept for yours.
        </Line>
      );
    default:
      return <Line icon={<CloudOff aria-hidden="true" />}>You're offline. The practice will be saved later.</Line>;
  }
}

const formatSkipped = ({ skipped_poses }: Result): string => (skipped_poses > 0 ? `${skipped_poses} skipped` : "");

function Words({ onWords }: Pick<DoneProps, "onWords">) {
  const id = useId();
  const [mood, setMood] = useState<string | null>(null);
  const [note, setNote] = useState("");
  const [told, setTold] = useState("");
  const tell = (nextMood: string | null) => {
    setTold(note);
    onWords({ mood: nextMood, note: note.trim() || null });
  };
  return (
    <div className="grid w-full gap-4">
      <fieldset>
        <legend className="mb-2 w-full text-center font-medium">How do you feel?</legend>
        <div className="flex flex-wrap justify-center gap-2">
          {moods.map((each) => (
            <label
              key={each}
              className="flex h-10 cursor-pointer items-center rounded-full border border-edge bg-raised px-4 has-checked:border-practice has-checked:bg-practice-soft has-checked:font-medium has-focus-visible:outline-2 has-focus-visible:outline-ink has-focus-visible:outline-offset-2"
            >
              <input
                type="radio"
                name="mood"
                className="sr-only"
                checked={mood === each}
                onChange={() => {
                  setMood(each);
                  tell(each);
                }}
              />
              {formatLabel(each)}
            </label>
          ))}
        </div>
      </fieldset>
      <div className="grid gap-1.5">
        <label htmlFor={id} className="font-medium">
          Note
        </label>
        <Textarea
          id={id}
          rows={2}
          maxLength={2000}
          value={note}
          onChange={(event) => setNote(event.target.value)}
          onBlur={() => note !== told && tell(mood)}
        />
      </div>
    </div>
  );
}

/** After the end: what it came to, how one feels, and what was earned. */
export function Done({ run, recorded, records, onWords, onAgain }: DoneProps) {
  const result = resultOf(run.state, run.segments);
  const complete = result.completed_poses === run.copy.steps.length;
  const nothing = result.duration_seconds === 0;
  return (
    <div className="mx-auto grid w-full max-w-md content-center justify-items-center gap-6 px-4 py-6">
      <div className="grid gap-1 text-center">
        <p className="text-muted">{run.copy.name}</p>
        <h1 className="font-semibold text-xl tracking-tight">{complete ? "Practice complete" : "Practice ended"}</h1>
      </div>
      <dl className="grid w-full grid-cols-2 divide-x rounded-lg border bg-raised text-center">
        {[
          ["Time held", formatHold(result.duration_seconds), ""],
          ["Poses", `${result.completed_poses} of ${run.copy.steps.length}`, formatSkipped(result)],
        ].map(([term, value, more]) => (
          <div key={term} className="grid content-start gap-1 p-3">
            <dt className="text-muted">{term}</dt>
            <dd>
              <span className="figures text-lg">{value}</span>
              {more && <span className="block text-muted">{more}</span>}
            </dd>
          </div>
        ))}
      </dl>
      <div role="status" className="grid gap-3">
        {records ? (
          <Fate recorded={recorded} nothing={nothing} />
        ) : (
          <Line icon={<Check aria-hidden="true" />}>Your account is read-only, so practices are not saved.</Line>
        )}
        {recorded.achievements.length > 0 && (
          <ul aria-label="Newly earned" className="grid gap-2">
            {recorded.achievements.map(({ slug, name, description }) => (
              <li key={slug} className="flex items-center gap-3 rounded-lg bg-practice-soft px-4 py-3">
                <Award aria-hidden="true" className="size-5 shrink-0 text-practice" />
                <span>
                  <b className="font-medium">{name}</b>
                  <span className="block text-muted">{description}</span>
                </span>
              </li>
            ))}
          </ul>
        )}
      </div>
      {records && !nothing && recorded.refused === null && <Words onWords={onWords} />}
      <div className="flex w-full flex-col gap-3 sm:flex-row sm:justify-center">
        <Button asChild variant="practice">
          <Link href="/practice">Back to Practice</Link>
        </Button>
        <Button asChild variant="outline">
          <Link href="/today">Today</Link>
        </Button>
        <Button variant="ghost" onClick={onAgain}>
          Practise again
        </Button>
      </div>
    </div>
  );
}
