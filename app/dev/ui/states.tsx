"use client";
import { ChartColumn, History, Play } from "lucide-react";
import { type FormEvent, type ReactNode, useState } from "react";
import { Field, SelectField } from "@/components/forms/field.tsx";
import { Notice } from "@/components/forms/form-message.tsx";
import { SubmitButton } from "@/components/forms/submit-button.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Card } from "@/components/ui/card.tsx";
import { Skeleton } from "@/components/ui/skeleton.tsx";
import { EmptyState, ErrorState, Loading, LoadingChart, LoadingRows } from "@/components/ui/states.tsx";

function Cell({ name, children }: { name: string; children: ReactNode }) {
  return (
    <Card aria-label={name} className="grid min-w-0 grid-cols-1 content-start p-5">
      <h3 className="mb-4 font-medium text-muted text-xs">{name}</h3>
      {children}
    </Card>
  );
}

/** Fails once, then succeeds; for testing "Try again". */
function Failing({ children }: { children: ReactNode }) {
  const [tried, setTried] = useState(false);
  if (tried) return children;
  return (
    <ErrorState className="h-56 py-0" retry={() => setTried(true)}>
      Stint could not be reached. Your tracked time is safe.
    </ErrorState>
  );
}

const sessions = [
  ["next.js #84213", "40 m"],
  ["react #34871", "1 h 10 m"],
  ["drizzle-orm #4930", "25 m"],
  ["next.js #84200", "2 h 05 m"],
];

const List = () => (
  <ul className="grid h-56 content-start divide-y divide-line">
    {sessions.map(([name, time]) => (
      <li key={name} className="flex h-14 items-center justify-between gap-3">
        <span className="truncate">{name}</span>
        <span className="figures">{time}</span>
      </li>
    ))}
  </ul>
);

const days = [
  ["Mo", "h-1/2"],
  ["Tu", "h-4/5"],
  ["We", "h-2/3"],
  ["Th", "h-full"],
  ["Fr", "h-3/5"],
];

const Chart = () => (
  <div role="img" aria-label="Time by day; most on Thursday" className="flex h-56 items-end gap-3">
    {days.map(([day, height]) => (
      <span key={day} className={`${height} flex-1 rounded-sm bg-work`} />
    ))}
  </div>
);

function Form({ id, error, notice }: { id: string; error?: string; notice?: ReactNode }) {
  const stay = (event: FormEvent) => event.preventDefault();
  return (
    <form onSubmit={stay} className="grid grid-cols-1 content-start gap-4">
      {notice}
      <Field name={`${id}-name`} label="Name" defaultValue={notice ? "Ada" : ""} error={error} />
      <SelectField name={`${id}-start`} label="Week begins on">
        <option>Monday</option>
        <option>Sunday</option>
      </SelectField>
      <SubmitButton>Save</SubmitButton>
    </form>
  );
}

/** Loading, empty, error and full, of a list, a chart and a form. */
export function States() {
  return (
    <div className="grid grid-cols-1 gap-4 sm:grid-cols-2 xl:grid-cols-4">
      <Cell name="List, loading">
        <LoadingRows label="Sessions are loading" rows={4} row="h-11" className="h-56 content-start" />
      </Cell>
      <Cell name="List, empty">
        <EmptyState
          className="h-56 py-0"
          icon={History}
          title="No sessions yet"
          action={
            <Button variant="work" size="sm">
              <Play aria-hidden="true" className="fill-current" /> Start tracking
            </Button>
          }
        >
          What you track stands here, newest first.
        </EmptyState>
      </Cell>
      <Cell name="List, error">
        <Failing>
          <List />
        </Failing>
      </Cell>
      <Cell name="List, full">
        <List />
      </Cell>
      <Cell name="Chart, loading">
        <LoadingChart label="The chart is loading" />
      </Cell>
      <Cell name="Chart, empty">
        <EmptyState className="h-56 py-0" icon={ChartColumn} title="Nothing this week">
          The week fills as you track.
        </EmptyState>
      </Cell>
      <Cell name="Chart, error">
        <Failing>
          <Chart />
        </Failing>
      </Cell>
      <Cell name="Chart, full">
        <Chart />
      </Cell>
      <Cell name="Form, loading">
        <Loading label="The form is loading" className="grid gap-4">
          <Skeleton className="h-16.5" />
          <Skeleton className="h-16.5" />
          <Skeleton className="h-10" />
        </Loading>
      </Cell>
      <Cell name="Form, empty">
        <Form id="empty" />
      </Cell>
      <Cell name="Form, error">
        <Form id="error" error="Enter a name" />
      </Cell>
      <Cell name="Form, full">
        <Form id="full" notice={<Notice tone="practice">Saved.</Notice>} />
      </Cell>
    </div>
  );
}
