"use client";
import { useQuery } from "@tanstack/react-query";
import { Award, Lock } from "lucide-react";
import { useId, useState } from "react";
import { Button } from "@/components/ui/button.tsx";
import { Card } from "@/components/ui/card.tsx";
import { cn } from "@/components/ui/cn.ts";
import { ErrorState, LoadingRows } from "@/components/ui/states.tsx";
import { useCurrentUser } from "@/lib/client/current-user.tsx";
import { dateIn } from "@/lib/core/dates.ts";
import { formatDate, formatInstant } from "@/lib/core/format.ts";
import type { Achievement } from "@/lib/practice/shapes.ts";
import { achievementsQuery } from "./queries.ts";

const share = ({ progress, threshold }: Achievement): number => progress / Math.max(threshold, 1);

/** What was earned, the latest first; then what is nearest. */
const inOrder = (achievements: Achievement[]): Achievement[] =>
  achievements.toSorted(
    (a, b) =>
      (b.earned_at ?? "").localeCompare(a.earned_at ?? "") ||
      (a.earned_at ? 0 : share(b) - share(a) || a.threshold - b.threshold),
  );

/** How many are shown at first. */
const few = 6;

/** Some of them: the latest that were earned, and what is nearest to be. */
function fewOf(ordered: Achievement[]): Achievement[] {
  const earned = ordered.filter(({ earned_at }) => earned_at !== null);
  const others = ordered.filter(({ earned_at }) => earned_at === null);
  const room = Math.max(few / 2, few - others.length);
  return [...earned.slice(0, room), ...others].slice(0, few);
}

function Item({ achievement, today, zone }: { achievement: Achievement; today: string; zone: string }) {
  const { name, description, progress, threshold, earned_at } = achievement;
  const Icon = earned_at ? Award : Lock;
  return (
    <li className="grid grid-cols-[auto_minmax(0,1fr)] items-start gap-x-3">
      <span
        className={cn(
          "grid size-9 place-items-center rounded-full",
          earned_at ? "bg-practice-soft text-practice" : "bg-sunken text-muted",
        )}
      >
        <Icon aria-hidden="true" className="size-4" />
      </span>
      <div className="grid min-w-0 gap-0.5">
        <h3 className="font-medium">{name}</h3>
        <p className="text-muted text-xs">{description}</p>
        {earned_at ? (
          <p className="text-practice text-xs">
            <time dateTime={earned_at} title={formatInstant(earned_at, zone)}>
              Earned{" "}
              {formatDate(dateIn(zone, earned_at), today).replace(/^(?:Today|Yesterday)$/, (day) => day.toLowerCase())}
            </time>
          </p>
        ) : (
          <p className="mt-1 flex items-center gap-2 text-muted text-xs">
            <span aria-hidden="true" className="h-1 w-24 overflow-hidden rounded-full bg-sunken">
              <span
                className="block h-full rounded-full bg-practice"
                style={{ width: `${share(achievement) * 100}%` }}
              />
            </span>
            {threshold === 1 ? (
              "not yet"
            ) : (
              <span className="figures">
                {progress} of {threshold}
              </span>
            )}
          </p>
        )}
      </div>
    </li>
  );
}

/** All achievements, with when they were earned or how far one is. */
export function Achievements({ today }: { today: string }) {
  const id = useId();
  const { timezone: zone } = useCurrentUser();
  const { data, isError, isFetching, refetch } = useQuery(achievementsQuery);
  const achievements = data?.achievements ?? [];
  const [isWhole, setWhole] = useState(false);
  const ordered = inOrder(achievements);
  const earned = achievements.filter(({ earned_at }) => earned_at !== null).length;
  return (
    <Card aria-labelledby={id} className="grid gap-4 p-4 md:p-5">
      <div className="flex min-h-8 items-center gap-3">
        <h2 id={id} className="font-medium text-base">
          Achievements
        </h2>
        {data && (
          <p className="text-muted text-xs">
            {earned} of {achievements.length} earned
          </p>
        )}
        {achievements.length > few && (
          <Button
            variant="ghost"
            size="sm"
            className="-mr-3 ml-auto"
            aria-expanded={isWhole}
            onClick={() => setWhole(!isWhole)}
          >
            {isWhole ? "Show fewer" : "Show all"}
          </Button>
        )}
      </div>
      {data ? (
        <ul className="grid gap-x-6 gap-y-5 sm:grid-cols-2 lg:grid-cols-3">
          {(isWhole ? ordered : fewOf(ordered)).map((achievement) => (
            <Item key={achievement.slug} achievement={achievement} today={today} zone={zone} />
          ))}
        </ul>
      ) : isError ? (
        <ErrorState retry={() => void refetch()} retrying={isFetching}>
          Your achievements failed to load. They are safe.
        </ErrorState>
      ) : (
        <LoadingRows label="Achievements are loading" rows={5} row="h-14" />
      )}
    </Card>
  );
}
