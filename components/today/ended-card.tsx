"use client";
import { type FormEvent, useState } from "react";
import { Field } from "@/components/forms/field.tsx";
import { serverNow } from "@/components/time/now.tsx";
import { formatTimes } from "@/components/tracking/list/session-times.ts";
import { canResume, resumeSession } from "@/components/tracking/resume-session.ts";
import { useTracking } from "@/components/tracking/use-tracking.ts";
import { Button } from "@/components/ui/button.tsx";
import { Card } from "@/components/ui/card.tsx";
import { formatPullRequest } from "@/lib/tracking/reference.ts";
import type { Session } from "@/lib/tracking/shapes.ts";

/** For so long the person is asked, in milliseconds. */
const askedForMs = 24 * 3_600_000;

interface EndedCardProps {
  session: Session;
  zone: string;
  now: number;
}

/** The instant of a time of the clock, the first one after the session's start. It brings the zone arithmetic along. */
async function endAt(time: string, session: Session, zone: string): Promise<string> {
  const { daysLater, instantOf, localTimeOf } = await import("@/components/tracking/editor/local-times.ts");
  const begun = localTimeOf(session.start_time, zone);
  const date = time <= begun.time ? daysLater(begun.date, 1) : begun.date;
  const found = instantOf({ date, time }, zone);
  return found.is === "missing" ? endAt(found.after, session, zone) : found.instant;
}

/** Asks about the latest session, which ended by itself: time that was worked may be missing. Nothing after a day. */
export function EndedCard({ session, zone, now }: EndedCardProps) {
  const { edit, run } = useTracking();
  const [time, setTime] = useState<string>();
  const [problem, setProblem] = useState<string>();
  const end_time = session.end_time ?? session.start_time;
  if (now - Date.parse(end_time) >= askedForMs) return null;
  const ended = formatTimes({ ...session, start_time: end_time }, zone).slice(0, 5);

  // Said by the person, an end is theirs, also where it stays as it was.
  const keep = (at: string) =>
    edit(session, { end_time: at }).catch((error: Error) => {
      setProblem(error.message);
    });

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (!time) setProblem("Enter a time");
    else endAt(time, session, zone).then(keep, () => setProblem("This could not be done. Check the connection."));
  }

  return (
    <Card data-print="off" aria-labelledby="ended" className="grid grid-cols-1 gap-3 p-5">
      <div className="min-w-0">
        <h2 id="ended" className="font-medium text-base">
          Ended at <span className="figures">{ended}</span>
        </h2>
        <p className="wrap-anywhere text-muted">
          Stint heard nothing more of {formatPullRequest(session)}. Were you still working?
        </p>
      </div>
      {time === undefined && problem !== undefined && (
        <p role="alert" className="text-danger">
          {problem}
        </p>
      )}
      {time === undefined ? (
        <div className="flex flex-wrap gap-2">
          {canResume(session, now) && (
            <Button variant="work" onClick={() => void resumeSession(session, serverNow(), run)}>
              Continue
            </Button>
          )}
          <Button variant="outline" onClick={() => setTime(ended)}>
            Set the end
          </Button>
          <Button variant="ghost" onClick={() => void keep(end_time)}>
            Keep
          </Button>
        </div>
      ) : (
        <form onSubmit={submit} noValidate className="flex flex-wrap items-end gap-3">
          <Field
            label="Ended at"
            name="ended"
            type="time"
            autoFocus
            value={time}
            error={problem}
            onChange={({ target }) => {
              setTime(target.value);
              setProblem(undefined);
            }}
          />
          <Button type="submit" variant="ink">
            Save
          </Button>
          <Button variant="ghost" onClick={() => setTime(undefined)}>
            Cancel
          </Button>
        </form>
      )}
    </Card>
  );
}
